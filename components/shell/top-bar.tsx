'use client'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { pageWindow } from '../../lib/client/time-window.ts'
import { BrandMark } from '../ui/brand-mark.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { NamespacePicker } from './namespace-picker.tsx'
import { RefreshControl } from './refresh-control.tsx'
import { useShortcut } from './shortcuts/shortcut-provider.tsx'
import { ThemeToggle } from './theme-toggle.tsx'
import { TimeRangePicker } from './time-range-picker.tsx'
import { useIsCapsule } from './use-capsule.ts'
import { UserMenu } from './user-menu.tsx'

/** It comes when it is first opened: most page loads go without. */
const ShortcutHelp = dynamic(() => import('./shortcuts/shortcut-help.tsx').then((module) => module.ShortcutHelp), {
  ssr: false,
})
const CapsuleChip = dynamic(() => import('../capsule/capsule-chip.tsx').then((module) => module.CapsuleChip), {
  ssr: false,
})
const Palette = dynamic(() => import('./palette/palette.tsx').then((module) => module.Palette), { ssr: false })

export function TopBar() {
  const isCapsule = useIsCapsule()
  const [helpOpen, setHelpOpen] = useState(false)
  const [paletteOpen, setPaletteOpen] = useState(false)
  useShortcut({ keys: '?', label: 'Keyboard shortcuts', group: 'Everywhere', run: () => setHelpOpen(true) })
  useShortcut({ keys: 'ctrl+k', label: 'Command palette', group: 'Everywhere', run: () => setPaletteOpen(true) })
  return (
    <header className="flex min-w-0 items-center gap-2 border-b border-line-subtle bg-surface-1 px-3">
      <span className="sm:hidden">
        <BrandMark size={28} />
      </span>
      <NamespacePicker />
      <Button
        aria-label="Find a workload, trace id, config or command"
        onPress={() => setPaletteOpen(true)}
        className="mx-auto min-w-0 flex-1 justify-start! font-normal! text-ink-3! sm:max-w-[420px] max-sm:w-ctl max-sm:flex-none max-sm:px-0!"
      >
        <Icon name="search" size={14} />
        <span className="truncate max-lg:hidden">Find a workload, trace id, config or command</span>
        <span className="ml-auto max-sm:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </Button>
      {isCapsule ? <CapsuleChip /> : null}
      <TimeRangePicker fallback={pageWindow(usePathname())} />
      <div className="flex items-center gap-2 max-sm:hidden">
        {isCapsule ? null : <RefreshControl />}
        <ThemeToggle />
        <IconButton label="Keyboard shortcuts" icon="help" shortcut="?" onPress={() => setHelpOpen(true)} />
        <UserMenu />
      </div>
      {paletteOpen ? <Palette isOpen onClose={() => setPaletteOpen(false)} /> : null}
      {helpOpen ? <ShortcutHelp isOpen onClose={() => setHelpOpen(false)} /> : null}
    </header>
  )
}
