import type { PillContent } from '../model/graph-model.ts'

/** How wide a pill will be, before it is drawn: tabular figures make this a sum. */
export function pillWidth({ text, mark, lock, lockText }: PillContent): number {
  const words = text.length * 5.7
  return (
    11 +
    words +
    (mark === null ? 0 : 14) +
    (lock === null ? 0 : 15) +
    (lockText === null ? 0 : lockText.length * 6.2 + 8)
  )
}
