'use client'
import { useRouter } from 'next/navigation'
import { Fragment, useCallback, useState, type ReactNode } from 'react'
import { navCookie, preferenceCookie } from '../../lib/client/preferences.ts'
import { scopeOfRange, type Range } from '../../lib/client/time-window.ts'
import { ChartZoom } from '../charts/chart-zoom.ts'
import { BottomTabs } from './bottom-tabs.tsx'
import { meshItem, navItems } from './nav-items.ts'
import { Nav } from './nav.tsx'
import { RefreshProvider } from './refresh.tsx'
import { SessionEnd } from './session-end.tsx'
import { ShortcutProvider, useShortcut } from './shortcuts/shortcut-provider.tsx'
import { StatusBar } from './status-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { useScope } from './use-scope.ts'
import { useZoneChanges } from './use-zone.ts'

/** Nav 56 or 220, top bar 48, the page, status bar 26. */
export function AppShell({ navWide, children }: { navWide: boolean; children: ReactNode }) {
  return (
    <RefreshProvider>
      <ShortcutProvider>
        <Frame navWide={navWide}>{children}</Frame>
      </ShortcutProvider>
    </RefreshProvider>
  )
}

function Frame({ navWide, children }: { navWide: boolean; children: ReactNode }) {
  const [wide, setWide] = useState(navWide)
  const toggle = () => {
    setWide(!wide)
    // The Cookie Store API is missing in some browsers we support.
    document.cookie = preferenceCookie(navCookie, wide ? 'narrow' : 'wide')
  }
  useShortcut({ keys: '[', label: 'Wide or narrow navigation', group: 'Everywhere', run: toggle })
  const { setScope } = useScope()
  const zoom = useCallback((range: Range) => setScope(scopeOfRange(range)), [setScope])
  const columns = wide
    ? 'grid-cols-[220px_minmax(0,1fr)] max-lg:grid-cols-[56px_minmax(0,1fr)]'
    : 'grid-cols-[56px_minmax(0,1fr)]'
  return (
    <div
      className={`grid h-dvh w-screen grid-rows-[48px_minmax(0,1fr)_26px] max-sm:grid-cols-[minmax(0,1fr)] max-sm:grid-rows-[52px_minmax(0,1fr)_60px] ${columns}`}
    >
      <a
        href="#main"
        className="absolute top-1 left-1 z-50 -translate-y-12 rounded-ctl bg-accent px-3 py-1 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <Nav wide={wide} onToggle={toggle} />
      <TopBar />
      <main id="main" tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-col overflow-hidden outline-none">
        <ChartZoom value={zoom}>
          <Fragment key={useZoneChanges()}>{children}</Fragment>
        </ChartZoom>
      </main>
      <StatusBar />
      <BottomTabs />
      <SessionEnd />
      {[...navItems, meshItem].map((item) => (
        <GoTo key={item.id} item={item} />
      ))}
    </div>
  )
}

function GoTo({ item }: { item: (typeof navItems)[number] }) {
  const router = useRouter()
  const { scope } = useScope()
  useShortcut({ keys: `g ${item.key}`, label: item.label, group: 'Go to', run: () => router.push(item.href(scope)) })
  return null
}
