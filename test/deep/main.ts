import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scalar } from '../bench/console-api.ts'
import { holds, table, type Figure } from '../bench/figure.ts'
import { observedSplits } from '../bench/observed-split.ts'
import { eventually, startMesh, type MeshInstance } from '../support/mesh-instance.ts'
import { graphTruth } from './graph-truth.ts'
import { badVersion, goodVersion } from './guarded-plans.ts'
import { killedPlans } from './killed-plans.ts'
import { killedSequences } from './killed-sequences.ts'
import { randomDrags } from './random-drags.ts'
import { recordPart } from './record-part.ts'
import { controlPlaneRestarts, manyShifts } from './shifts.ts'

/** Large counts under 100 requests per second; a short-lived certificate makes every workload rotate often meanwhile. */
const environment = { HEDDLE_TRAFFIC_RPS: '100', HEDDLE_CERT_TTL_SECONDS: '120' }

/** What needs no mesh. */
const alone: Readonly<Record<string, () => Promise<Figure[]>>> = {
  truth: () => Promise.resolve(graphTruth()),
  drags: randomDrags,
}

/** What needs one, in an order in which none spoils the next. */
const onMesh: Readonly<Record<string, (mesh: MeshInstance) => Promise<Figure[]>>> = {
  shifts: manyShifts,
  restarts: controlPlaneRestarts,
  split: ({ state }) => observedSplits(state, 40),
  sequences: killedSequences,
  bad: badVersion,
  good: goodVersion,
  plans: killedPlans,
}

const known = [...Object.keys(alone), ...Object.keys(onMesh)]
const asked = process.argv.slice(2)
const unknown = asked.find((part) => !known.includes(part))
if (unknown !== undefined) {
  process.stderr.write(`"${unknown}" is no part: use ${known.join(', ')}, or none for all.\n`)
  process.exit(1)
}
const isAsked = ([name]: readonly [string, unknown]) => asked.length === 0 || asked.includes(name)

const all: Figure[] = []
for (const [name, run] of Object.entries(alone).filter(isAsked)) await measured(name, run)
const parts = Object.entries(onMesh).filter(isAsked)
if (parts.length > 0) await onOneMesh(parts)
process.exitCode = all.every(holds) ? 0 : 1

async function onOneMesh(
  runs: readonly (readonly [string, (mesh: MeshInstance) => Promise<Figure[]>])[],
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-deep-'))
  const mesh = await startMesh(dir, environment)
  try {
    await eventually('traffic', 90_000, async () =>
      (await scalar(mesh.state, 'sum(heddle_traffic_requests_total)')) > 500 ? true : undefined,
    )
    for (const [name, run] of runs) await measured(name, () => run(mesh))
  } finally {
    await mesh.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Each part is recorded as soon as it is measured, so that a later one that fails costs nothing. */
async function measured(name: string, run: () => Promise<Figure[]>): Promise<void> {
  process.stdout.write(`\n${name}\n`)
  const figures = await run()
  all.push(...figures)
  process.stdout.write(`${table(figures)}\n${recordPart(name, figures, new Date())}\n`)
}
