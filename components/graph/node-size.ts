export const cardHeight = 40
export const stackHeight = 60
export const cardWidth = 126
export const longestCardWidth = 180
const longName = 13
const longestName = 20
/** What stands beside the name, and what a letter of it takes. */
const besideName = 46
const letter = 6.7

/** 126 px; over 13 characters as much as the name needs, at most 180 px. */
export function widthOf(name: string): number {
  if (name.length <= longName) return cardWidth
  return Math.min(longestCardWidth, 2 * Math.round((besideName + name.length * letter) / 2))
}

/** Cuts the longest in the middle, keeping at least the first 6 and the last 4 characters; the full name is on hover. */
export function shortName(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, 11)}…${name.slice(-8)}`
}
