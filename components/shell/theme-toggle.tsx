'use client'
import { IconButton } from '../ui/icon-button.tsx'
import { preferenceCookie, themeCookie, type Theme } from '../../lib/client/preferences.ts'
import { useShortcut } from './shortcuts/shortcut-provider.tsx'

/** Changes the theme at once and tells the server for the next first paint. */
export function toggleTheme(): void {
  const root = document.documentElement
  const next: Theme = root.dataset['theme'] === 'light' ? 'dark' : 'light'
  root.dataset['theme'] = next
  document.cookie = preferenceCookie(themeCookie, next)
}

export function ThemeToggle() {
  useShortcut({ keys: 'shift+d', label: 'Dark or light theme', group: 'Everywhere', run: toggleTheme })
  return <IconButton label="Dark or light theme" icon="sun" shortcut="Shift D" onPress={toggleTheme} />
}
