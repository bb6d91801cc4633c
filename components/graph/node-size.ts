export const cardHeight = 40
export const stackHeight = 60
export const cardWidth = 126
export const longCardWidth = 140
const longName = 13
const longestName = 15

/** 126 px, 140 for names over 13 characters. */
export function widthOf(name: string): number {
  return name.length > longName ? longCardWidth : cardWidth
}

/** Cuts in the middle, keeping at least the first 6 and the last 4 characters; the full name is on hover. */
export function shortName(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, 8)}…${name.slice(-6)}`
}
