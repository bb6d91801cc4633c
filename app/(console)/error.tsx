'use client'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'

/** A page that broke; the shell around it goes on. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const detail = error.digest === undefined ? error.message : `The server's log has the reason under ${error.digest}.`
  return (
    <div className="grid flex-1 place-items-center p-6">
      <div className="w-full max-w-xl rounded-card border border-line-subtle bg-surface-1 py-2">
        <h1 className="sr-only">This page failed</h1>
        <EmptyState
          icon="warning"
          title="This page failed."
          detail={detail}
          action={<Button onPress={reset}>Try again</Button>}
        />
      </div>
    </div>
  )
}
