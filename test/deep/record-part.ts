import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { record, type Figure } from '../bench/figure.ts'
import { root } from '../support/source-files.ts'

type Dated = Figure & { part?: string; measuredAt?: string }

/** Puts the figures of one part in place of its last ones into bench/results/deep.json; those of other parts stay, each dated. */
export function recordPart(part: string, figures: readonly Figure[], now: Date): string {
  const path = join(root, 'bench/results/deep.json')
  const earlier = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { figures: Dated[] }).figures : []
  const others = earlier.filter((figure) => figure.part !== undefined && figure.part !== part)
  const dated = figures.map((figure): Dated => ({ part, measuredAt: now.toISOString(), ...figure }))
  return record('deep', [...others, ...dated], now)
}
