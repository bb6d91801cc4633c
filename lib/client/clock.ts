/** Where the page says that it shows a capsule, and when that ends: `<html data-capsule-end="MS">`. */
const attribute = 'capsuleEnd'

/** The end of the opened capsule in Unix milliseconds; null on a page of a live mesh. */
export function capsuleEnd(): number | null {
  const text = document.documentElement.dataset[attribute]
  return text === undefined ? null : Number(text)
}

/** The present in Unix milliseconds: the browser's, or the capsule's end, where time stands still. */
export function nowMs(): number {
  return capsuleEnd() ?? Date.now()
}
