/** A sentence with its full stop; one that has an end already keeps it. */
export function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
