import { setTimeout as delay } from 'node:timers/promises'
import type { SequenceView } from '../../lib/contract/routing.ts'
import { callConsole } from '../bench/console-api.ts'
import type { Figure } from '../bench/figure.ts'
import { failedRequests } from '../bench/propagation.ts'
import { eventually, type MeshInstance, type MeshState } from '../support/mesh-instance.ts'
import { kill } from './kill.ts'

const rounds = 4
/** What a console may have done of two writes when it dies: begun, written the first, had it acknowledged, written the second. */
const moments = ['begun', 'first written', 'first acknowledged', 'second written'] as const
const SEQUENCE_LIMIT_MS = 90_000

/** Routing is set up and taken away under traffic while the console is killed after every step: it goes on, nothing fails. */
export async function killedSequences({ state, dir }: MeshInstance): Promise<Figure[]> {
  const failed = await failedRequests(state)
  let done = 0
  for (let round = 0; round < rounds; round++) {
    const moment = moments[round % moments.length] ?? 'begun'
    for (const verb of ['setup', 'removal'] as const) {
      const status = await runSequence(state, { dir, verb, moment })
      if (status === 'done') done += 1
      process.stdout.write(`${verb}, console killed when ${moment}: ${status}\n`)
    }
  }
  await delay(5_000)
  const count = rounds * 2
  return [
    {
      name: `failed requests over ${count} sequences of writes with the console killed after each step`,
      value: (await failedRequests(state)) - failed,
      unit: '',
      limit: { atMost: 0 },
    },
    { name: `of these sequences, ended as asked`, value: done, unit: '', limit: { atLeast: count } },
  ]
}

interface Killing {
  readonly dir: string
  readonly verb: 'setup' | 'removal'
  readonly moment: (typeof moments)[number]
}

async function runSequence(state: MeshState, { dir, verb, moment }: Killing): Promise<string> {
  const body = verb === 'setup' ? { template: 'pinned', version: 'v1' } : {}
  const begun = await eventually(`${verb} begun`, 60_000, () =>
    callConsole<SequenceView>(state, `/api/routing/bookinfo/details/${verb}`, { ...body, dryRun: false }),
  )
  const read = () => callConsole<SequenceView>(state, `/api/sequences/${begun.id ?? ''}`)
  await eventually(`${verb}: ${moment}`, SEQUENCE_LIMIT_MS, async () =>
    hasCome(await read(), moment) ? true : undefined,
  )
  kill(dir, 'console')
  return eventually(`${verb} ended`, SEQUENCE_LIMIT_MS, async () => {
    const { status } = await read()
    return status === 'running' ? undefined : status
  })
}

function hasCome({ steps, status }: SequenceView, moment: (typeof moments)[number]): boolean {
  const states = steps.map((step) => step.state)
  if (status !== 'running') return true
  switch (moment) {
    case 'begun':
      return true
    case 'first written':
      return states[0] !== 'waiting'
    case 'first acknowledged':
      return states[0] === 'acknowledged'
    case 'second written':
      return states[1] !== 'waiting'
  }
}
