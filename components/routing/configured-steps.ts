import type { ChangeRow } from '../../lib/contract/changes.ts'

/** A configured share (0 to 1) and since when it holds, in Unix seconds. */
export type ConfiguredStep = { from: number; share: number }

/**
 * What one destination's share was configured to be over time, from the ledger's entries of the rule. Before the first entry
 * it is `initial`, where that is known.
 */
export function configuredSteps(
  changes: readonly ChangeRow[],
  of: { rule: string; place: number; start: number; initial: number | null },
): ConfiguredStep[] {
  const steps = changes
    .filter((change) => change.rule === of.rule && change.outcome === 'applied' && change.appliedAt !== null)
    .flatMap((change): ConfiguredStep[] => {
      const share = change.verification?.slices[of.place]?.target
      return share === undefined ? [] : [{ from: Date.parse(change.appliedAt ?? change.at) / 1000, share }]
    })
    .toSorted((left, right) => left.from - right.from)
  const held = steps.findLast(({ from }) => from <= of.start)
  const first = held ? held.share : of.initial
  const later = steps.filter(({ from }) => from > of.start)
  return first === null ? later : [{ from: of.start, share: first }, ...later]
}

export type Segment = [{ x: number; y: number }, { x: number; y: number }]

/** The steps as lines in percent: level, and upright where the share changes. */
export function stepSegments(steps: readonly ConfiguredStep[], end: number): Segment[] {
  return steps.flatMap(({ from, share }, index): Segment[] => {
    const next = steps[index + 1]
    const y = share * 100
    const level: Segment = [
      { x: from, y },
      { x: Math.max(from, next?.from ?? end), y },
    ]
    const upright: Segment[] = next
      ? [
          [
            { x: next.from, y },
            { x: next.from, y: next.share * 100 },
          ],
        ]
      : []
    return [level, ...upright]
  })
}
