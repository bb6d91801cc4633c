'use client'
import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'
import { BrandMark } from '../ui/brand-mark.tsx'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { buttonClass } from '../ui/button.tsx'
import { refusalSentences } from '../../lib/client/embed/messages.ts'
import { clockTime } from '../../lib/client/format/time.ts'
import { useNow } from '../shell/use-now.ts'
import type { EmbedOptions } from './embed-options.ts'
import { applyTheme } from './embed-theme.ts'
import type { EmbedSession } from './use-embed-session.ts'

type EmbedFrameProps = {
  options: EmbedOptions
  title: string
  facts: string
  session: EmbedSession
  /** Where the same view opens in full, without the token. */
  href: string
  switches?: ReactNode
  status?: ReactNode
  children: ReactNode
}

/** A shell without data: header 40, the view, status 28. Read-only, no navigation. */
export function EmbedFrame({ options, title, facts, session, href, switches, status, children }: EmbedFrameProps) {
  useLayoutEffect(() => applyTheme(options.theme), [options.theme])
  const now = useNow()
  const main = useRef<HTMLElement>(null)
  useLinksOutside(main)
  return (
    <div
      data-embed-root
      data-theme={options.theme === 'light' ? 'light' : 'dark'}
      className="flex h-screen flex-col border border-line bg-surface-1 text-ink-1"
    >
      {options.chrome === 'none' ? null : (
        <header className="flex h-10 flex-none items-center gap-2 border-b border-line-subtle pr-2.5 pl-3 text-dense">
          <BrandMark size={18} />
          <h1 className="truncate font-semibold">{title}</h1>
          <span className="truncate text-ink-3 max-sm:hidden">{facts}</span>
          <Chip>
            <Icon name="eye" size={12} />
            Read only
          </Chip>
          <span className="ml-auto flex items-center gap-1">
            {switches}
            <a href={href} target="_blank" rel="noopener noreferrer" className={buttonClass('default', 'sm')}>
              Open in Heddle
              <Icon name="external" size={12} />
            </a>
          </span>
        </header>
      )}
      <main ref={main} className="relative flex min-h-0 flex-1 flex-col">
        {session.state === 'open' ? children : <Closed session={session} />}
      </main>
      {options.chrome === 'full' ? (
        <footer className="flex h-7 flex-none items-center gap-4 overflow-hidden border-t border-line-subtle px-3 text-small whitespace-nowrap text-ink-3">
          {status}
          <span className="ml-auto">{now === null ? '' : `UTC ${clockTime(now)}`}</span>
        </footer>
      ) : null}
    </div>
  )
}

/** A page of the console cannot be shown in a frame of another site: its links open outside, without the token. */
function useLinksOutside(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = main.current
    const leave = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return
      event.preventDefault()
      event.stopPropagation()
      window.open(link.href, '_blank', 'noopener')
    }
    element?.addEventListener('click', leave, { capture: true })
    return () => element?.removeEventListener('click', leave, { capture: true })
  }, [main])
}

function Closed({ session }: { session: Exclude<EmbedSession, { state: 'open' }> }) {
  const waiting = session.state === 'waiting'
  return (
    <output className="grid flex-1 place-items-center p-6 text-center text-dense text-ink-2">
      <span className="flex max-w-96 flex-col items-center gap-2">
        <Icon name="lock" className="text-ink-3" />
        {waiting ? 'Waiting for the page around this frame to sign it in.' : refusalSentences[session.why]}
      </span>
    </output>
  )
}
