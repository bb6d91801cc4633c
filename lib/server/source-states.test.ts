import { describe, expect, test } from 'vitest'
import { MemoryKubernetes } from '../sources/memory/memory-kubernetes.ts'
import { circuitState, clusterState, StateClock } from './source-states.ts'

const now = 1_800_000_000_000
const good = { state: 'closed', message: null, failingSince: null, lastGoodAt: now - 2_000 } as const

describe('the state of a source', () => {
  test('that answers', () => {
    expect(circuitState('prometheus', good, now)).toMatchObject({ state: 'ready', ageSeconds: 2, since: null })
  })
  test('that fails says since when, and how old the last answer is', () => {
    const view = { ...good, state: 'open', message: 'down', failingSince: now - 1_000 } as const
    expect(circuitState('prometheus', view, now)).toMatchObject({
      state: 'failing',
      circuit: 'open',
      message: 'down',
      since: new Date(now - 1_000).toISOString(),
      ageSeconds: 2,
    })
  })
  test('that is not configured is unused, not broken', () => {
    expect(circuitState('traces', null, now)).toMatchObject({ state: 'unused', message: null })
  })
  test.each([
    [good, 'Prometheus answers.'],
    [
      { ...good, message: 'Prometheus does not answer: timeout', failingSince: now },
      'Prometheus does not answer: timeout.',
    ],
    [{ ...good, message: null, failingSince: now }, 'Prometheus does not answer.'],
  ] as const)('%j is a sentence', (view, sentence) => {
    expect(circuitState('prometheus', view, now).sentence).toBe(sentence)
  })
  test('that is not configured names the setting', () => {
    expect(circuitState('control-plane', null, now).sentence).toContain('set CONTROL_PLANE_URL')
  })
  test('is dated by when it began, and anew when it changes', () => {
    const clock = new StateClock()
    const ready = [circuitState('ledger', good, now)]
    expect(clock.stamp(ready, now)[0]?.since).toBe(new Date(now).toISOString())
    expect(clock.stamp(ready, now + 5_000)[0]?.since).toBe(new Date(now).toISOString())
    const failing = [circuitState('ledger', { ...good, failingSince: now + 6_000, message: 'full' }, now + 7_000)]
    expect(clock.stamp(failing, now + 7_000)[0]?.since).toBe(new Date(now + 6_000).toISOString())
    expect(clock.stamp(ready, now + 9_000)[0]?.since).toBe(new Date(now + 9_000).toISOString())
  })
  test('of a cluster that was never read, that fails, and that is in step', () => {
    const cluster = new MemoryKubernetes()
    expect(clusterState(cluster, now)).toMatchObject({ state: 'ready', message: null })
    cluster.failure = 'connection refused'
    expect(clusterState(cluster, now)).toMatchObject({
      state: 'failing',
      message: 'connection refused',
      ageSeconds: 30,
    })
    cluster.failure = null
    cluster.synced = false
    expect(clusterState(cluster, now)).toMatchObject({
      state: 'failing',
      message: 'The cluster has not been read yet.',
    })
  })
})
