import type { Metadata } from 'next'
import { SignInForm } from '@/components/sign-in/sign-in-form.tsx'
import { Weave } from '@/components/sign-in/weave.tsx'
import { BrandMark } from '@/components/ui/brand-mark.tsx'
import { Icon } from '@/components/ui/icon.tsx'
import { linkFailure } from '@/lib/server/auth/link-failure.ts'

export const metadata: Metadata = { title: 'Sign in' }

type SearchParams = Promise<Record<string, string | string[] | undefined>>

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { returnTo, error } = await searchParams
  const failed = linkFailure(typeof error === 'string' ? error : undefined)
  return (
    <div className="grid h-screen grid-cols-[minmax(0,560px)_minmax(0,1fr)] max-md:grid-cols-1">
      <div className="relative overflow-hidden border-r border-line-subtle bg-graph max-md:hidden">
        <Weave />
        <header className="absolute top-9 left-10 flex items-center gap-2 text-tile font-[650] tracking-tight">
          <BrandMark size={32} />
          Heddle
        </header>
      </div>
      <main className="flex items-center justify-center overflow-auto p-6">
        <div className="w-full max-w-[400px]">
          <h1 className="text-kpi font-[650] tracking-tight">Sign in</h1>
          <p className="mb-6 text-ink-3">You see and change what the console itself may.</p>
          <SignInForm returnTo={typeof returnTo === 'string' ? returnTo : undefined} failed={failed} />
          <section className="mt-6 rounded-card border border-line-subtle bg-surface-1 px-4 py-3">
            <h2 className="mb-1.5 text-dense font-semibold">How to get a token</h2>
            <code className="block rounded-ctl border border-line-subtle bg-canvas px-2.5 py-1.5 font-mono text-dense">
              bin/heddle status --output json
            </code>
            <p className="mt-2 text-small text-ink-3">
              On your own machine, open the link that the start command printed: it signs you in. The token is also in
              the status.
            </p>
          </section>
          <ul className="mt-6 flex flex-col gap-4 text-dense text-ink-2">
            <Fact icon="eye" title="Read-only until you write">
              Every write shows its owner, its diff and its undo first.
            </Fact>
            <Fact icon="clock" title="The token is not stored">
              A session cookie replaces it in this browser.
            </Fact>
          </ul>
        </div>
      </main>
    </div>
  )
}

function Fact({ icon, title, children }: { icon: 'eye' | 'clock'; title: string; children: string }) {
  return (
    <li className="flex gap-3">
      <Icon name={icon} className="mt-0.5 text-ink-3" />
      <span>
        <b className="block font-semibold text-ink-1">{title}</b>
        {children}
      </span>
    </li>
  )
}
