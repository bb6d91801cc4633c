import { faultsOfSeed } from '../support/mesh-truth/check.ts'
import type { Figure } from '../bench/figure.ts'

const meshes = 1_000
const MOST_SHOWN = 20

/** Builds the graphs of a thousand random meshes whose truth is known and counts what is not true; needs no running mesh. */
export function graphTruth(): Figure[] {
  const faults: string[] = []
  for (let seed = 1; seed <= meshes; seed++) faults.push(...faultsOfSeed(seed))
  for (const fault of faults.slice(0, MOST_SHOWN)) process.stdout.write(`${fault}\n`)
  return [
    {
      name: `untrue numbers in the graphs of ${meshes} random meshes`,
      value: faults.length,
      unit: '',
      limit: { atMost: 0 },
    },
  ]
}
