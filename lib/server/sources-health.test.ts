import { describe, expect, test } from 'vitest'
import { memoryDeps } from '../../test/support/deps.ts'
import { Circuit, circuitDefaults } from '../sources/http/circuit.ts'
import { MemoryKubernetes } from '../sources/memory/memory-kubernetes.ts'
import { ObservedLedger } from './observed-ledger.ts'
import { ObservedLogs } from './observed-logs.ts'
import { sourcesHealth, type WatchedSources } from './sources-health.ts'

const now = () => 1_800_000_000_000
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-1', namespace: 'shop' },
  spec: { containers: [{ name: 'app' }] },
  status: { phase: 'Running' },
}

function guarded<T extends object>(source: T): T & { circuit: () => ReturnType<Circuit['view']> } {
  const circuit = new Circuit({ now, ...circuitDefaults })
  return { ...source, circuit: () => circuit.view() }
}

function watched(over: Partial<WatchedSources> = {}) {
  const { ledger, logs } = memoryDeps()
  logs.held.set('web-1/app', [])
  const sources: WatchedSources = {
    prometheus: guarded({ version: () => Promise.resolve('3.0.0') }),
    kubernetes: new MemoryKubernetes([pod]),
    controlPlane: null,
    traces: null,
    logs: new ObservedLogs(logs, now),
    ledger: new ObservedLedger(ledger, now),
    ...over,
  }
  return { logs, health: sourcesHealth(sources, now) }
}
const stateOf = (health: ReturnType<typeof sourcesHealth>, name: string) =>
  health.states().find(({ source }) => source === name)

describe('the health of sources (M12)', () => {
  test('has one entry for each, each with a sentence and a time', async () => {
    const { health } = watched()
    await health.probe()
    const states = health.states()
    expect(states.map(({ source }) => source)).toEqual([
      'prometheus',
      'kubernetes',
      'control-plane',
      'traces',
      'logs',
      'ledger',
    ])
    for (const { sentence, since } of states)
      expect([sentence, since]).toEqual([expect.stringMatching(/\.$/), expect.any(String)])
    expect(stateOf(health, 'ledger')).toMatchObject({ state: 'ready', ageSeconds: 0 })
    expect(stateOf(health, 'logs')).toMatchObject({ state: 'ready', ageSeconds: 0 })
  })
  test('asks for a line of a running pod, so that a log API that is away is seen', async () => {
    const { health, logs } = watched()
    logs.failure = 'The cluster API does not answer: timeout'
    await health.probe()
    expect(stateOf(health, 'logs')).toMatchObject({
      state: 'failing',
      sentence: 'The cluster API does not answer: timeout.',
    })
  })
  test('a pod that is gone in between is no failure of the log API', async () => {
    const { health, logs } = watched()
    logs.held.clear()
    await health.probe()
    expect(stateOf(health, 'logs')?.state).toBe('ready')
  })
  test('without pods logs are unused, and say so', async () => {
    const { health } = watched({ kubernetes: new MemoryKubernetes() })
    await health.probe()
    expect(stateOf(health, 'logs')).toMatchObject({ state: 'unused', sentence: 'No pod runs whose log could be read.' })
  })
  test('a ledger that fails is failing, and is still asked', async () => {
    let calls = 0
    const broken = {
      ...memoryDeps().ledger,
      facts: () => {
        calls += 1
        return Promise.reject(new Error('The change ledger could not be read or written.'))
      },
    }
    const ledger = new ObservedLedger(broken, now)
    const { health } = watched({ ledger })
    await health.probe()
    expect(stateOf(health, 'ledger')).toMatchObject({ state: 'failing', circuit: 'closed' })
    await expect(ledger.facts()).rejects.toThrow('could not be read')
    expect(calls).toBe(2)
  })
})
