'use client'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { pageWindow } from '../../lib/client/time-window.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { NamespacePicker } from './namespace-picker.tsx'
import { RefreshControl } from './refresh-control.tsx'
import { ShortcutHelp } from './shortcuts/shortcut-help.tsx'
import { useShortcut } from './shortcuts/shortcut-provider.tsx'
import { ThemeToggle } from './theme-toggle.tsx'
import { TimeRangePicker } from './time-range-picker.tsx'
import { UserMenu } from './user-menu.tsx'

export function TopBar() {
  const [helpOpen, setHelpOpen] = useState(false)
  useShortcut({ keys: '?', label: 'Keyboard shortcuts', group: 'Everywhere', run: () => setHelpOpen(true) })
  return (
    <header className="flex items-center gap-2 max-sm:overflow-x-auto border-b border-line-subtle bg-surface-1 px-3">
      <NamespacePicker />
      <span className="flex-1" />
      <TimeRangePicker fallback={pageWindow(usePathname())} />
      <RefreshControl />
      <ThemeToggle />
      <IconButton label="Keyboard shortcuts" icon="help" shortcut="?" onPress={() => setHelpOpen(true)} />
      <UserMenu />
      <ShortcutHelp isOpen={helpOpen} onClose={() => setHelpOpen(false)} />
    </header>
  )
}
