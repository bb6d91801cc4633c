import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'

export const metadata: Metadata = { title: 'No such page' }

/** A wrong name and a name that one may not see read the same. */
export default function NotFound() {
  return (
    <main className="grid h-screen place-items-center p-6">
      <div className="w-full max-w-xl rounded-card border border-line-subtle bg-surface-1 py-2">
        <h1 className="sr-only">Not found</h1>
        <EmptyState
          icon="search"
          title="There is no such page."
          detail="The name is wrong, or it is nothing you may see."
          action={<ButtonLink href="/overview">Overview</ButtonLink>}
        />
      </div>
    </main>
  )
}
