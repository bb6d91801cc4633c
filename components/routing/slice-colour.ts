/** Colours of a rule's destinations in their order; none is a status colour. */
const colours = [1, 3, 5, 2, 4, 6, 7] as const

/** CSS variable of the destination's colour; one without any share now or then is grey. */
export function sliceColour(place: number, isUsed = true): string {
  return isUsed ? `var(--series-${colours[place % colours.length]})` : 'var(--series-8)'
}
