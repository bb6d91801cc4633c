/** What was handed on and has not come back from the URL yet, oldest first. */
export type OnTheWay = readonly string[]

/**
 * A value arrived from the URL. One that was handed on from here is no news: whoever types on keeps the text. Any other
 * came by a link, a button or Back, and replaces the text.
 */
export function arrived(onTheWay: OnTheWay, value: string): { onTheWay: OnTheWay; isOwn: boolean } {
  const at = onTheWay.indexOf(value)
  return at < 0 ? { onTheWay: [], isOwn: false } : { onTheWay: onTheWay.slice(at + 1), isOwn: true }
}
