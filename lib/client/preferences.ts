/** Preferences that the server must know before the first paint live in cookies; everything else in storage. */
export type Theme = 'dark' | 'light'
export const themeCookie = 'heddle_theme'
export const navCookie = 'heddle_nav'

export function parseTheme(value: string | undefined): Theme {
  return value === 'light' ? 'light' : 'dark'
}

/** The text that document.cookie takes: one year, this site only. */
export function preferenceCookie(name: string, value: string): string {
  return `${name}=${value}; path=/; max-age=31536000; samesite=lax`
}
