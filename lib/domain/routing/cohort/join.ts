import type { CohortKey } from './cohort-key.ts'

/** One way in or out: what it is for, and the text to take. */
export interface JoinWay {
  readonly label: string
  readonly text: string
}

/** A day: long enough for a look, short enough that nobody stays by mistake. */
const COOKIE_SECONDS = 86_400

/** How a request or a browser comes into a cohort (P16). The bookmarklets work on a page of the site that the cookie is for. */
export function waysIn({ by, name, value }: CohortKey): JoinWay[] {
  if (by === 'header') return [{ label: 'curl', text: `curl -H ${quoted(`${name}: ${value}`)} URL` }]
  const cookie = `${name}=${value}; path=/; max-age=${COOKIE_SECONDS}; samesite=lax`
  return [
    { label: 'Bookmarklet', text: bookmarklet(cookie) },
    { label: 'Browser console', text: `document.cookie = ${JSON.stringify(cookie)}` },
    { label: 'curl', text: `curl -b ${quoted(`${name}=${value}`)} URL` },
  ]
}

/** How one leaves it again; a header is simply not sent any more. */
export function waysOut({ by, name }: CohortKey): JoinWay[] {
  if (by === 'header') return []
  return [{ label: 'Bookmarklet', text: bookmarklet(`${name}=; path=/; max-age=0`) }]
}

/** Percent signs are decoded once when a browser runs such an address. */
function bookmarklet(cookie: string): string {
  return `javascript:void(document.cookie=${JSON.stringify(cookie).replaceAll('%', '%25')})`
}

/** One word for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
