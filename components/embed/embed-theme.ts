import type { EmbedTheme } from '../../lib/client/embed/messages.ts'

/** Sets the theme of the frame; `auto` follows the reader's system. */
export function applyTheme(theme: EmbedTheme): void {
  const light = theme === 'light' || (theme === 'auto' && matchMedia('(prefers-color-scheme: light)').matches)
  document.documentElement.dataset['theme'] = light ? 'light' : 'dark'
  for (const element of document.querySelectorAll<HTMLElement>('[data-embed-root]')) {
    element.dataset['theme'] = light ? 'light' : 'dark'
  }
}

/** The theme in a frame's URL; dark when none is named. */
export function parseEmbedTheme(value: string | undefined): EmbedTheme {
  return value === 'light' || value === 'auto' ? value : 'dark'
}
