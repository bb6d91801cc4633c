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

/** A short-lived certificate makes every workload rotate often meanwhile. */
const CERTIFICATE_SECONDS = '120'

/** What needs no mesh. */
const alone: Readonly<Record<string, () => Promise<Figure[]>>> = {
  truth: () => Promise.resolve(graphTruth()),
  drags: randomDrags,
}

type Part = { readonly rps: number; readonly run: (mesh: MeshInstance) => Promise<Figure[]> }

/** What needs one, under so many requests per second, in an order in which none spoils the next. */
const onMesh: Readonly<Record<string, Part>> = {
  shifts: { rps: 100, run: manyShifts },
  restarts: { rps: 100, run: controlPlaneRestarts },
  split: { rps: 100, run: ({ state }) => observedSplits(state, 40) },
  sequences: { rps: 30, run: killedSequences },
  bad: { rps: 30, run: badVersion },
  good: { rps: 30, run: goodVersion },
  plans: { rps: 30, run: killedPlans },
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
for (const rps of new Set(parts.map(([, part]) => part.rps))) await onOneMesh(parts, rps)
process.exitCode = all.every(holds) ? 0 : 1

async function onOneMesh(of: readonly (readonly [string, Part])[], rps: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-deep-'))
  const environment = { HEDDLE_TRAFFIC_RPS: String(rps), HEDDLE_CERT_TTL_SECONDS: CERTIFICATE_SECONDS }
  const mesh = await startMesh(dir, environment)
  const stop = async () => {
    await mesh.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  // The mesh runs detached: whoever ends this program early must not leave it behind.
  const interrupted = () => void stop().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  try {
    await eventually('traffic', 90_000, async () =>
      (await scalar(mesh.state, 'sum(heddle_traffic_requests_total)')) > 300 ? true : undefined,
    )
    for (const [name, part] of of) if (part.rps === rps) await measured(name, () => part.run(mesh))
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted)
    await stop()
  }
}

/** Each part is recorded as soon as it is measured, so that a later one that fails costs nothing. */
async function measured(name: string, run: () => Promise<Figure[]>): Promise<void> {
  process.stdout.write(`\n${name}\n`)
  const figures = await run()
  all.push(...figures)
  process.stdout.write(`${table(figures)}\n${recordPart(name, figures, new Date())}\n`)
}
