import { parseEmbedTheme } from './embed-theme.ts'
import type { EmbedTheme } from '../../lib/client/embed/messages.ts'

export type EmbedChrome = 'none' | 'header' | 'full'
export type EmbedOptions = { theme: EmbedTheme; chrome: EmbedChrome }

/** `?theme=light|dark|auto&chrome=none|header|full`; what is not understood is dark and full. */
export function parseEmbedOptions(params: Record<string, string | string[] | undefined>): EmbedOptions {
  const one = (name: string) => {
    const value = params[name]
    return typeof value === 'string' ? value : undefined
  }
  const chrome = one('chrome')
  return {
    theme: parseEmbedTheme(one('theme')),
    chrome: chrome === 'none' || chrome === 'header' ? chrome : 'full',
  }
}
