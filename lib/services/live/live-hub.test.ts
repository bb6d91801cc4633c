import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { configObject, namespace } from '../../../test/support/cluster-objects.ts'
import { requestSample } from '../../../test/support/telemetry.ts'
import { liveEvent, liveRequest, type LiveEvent } from '../../contract/live.ts'
import type { Principal } from '../../domain/model/principal.ts'
import { LiveHub } from './live-hub.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const deps = memoryDeps({ requests: [requestSample()] }, [namespace('shop'), namespace('back')])
  const hub = new LiveHub({ deps, intervalMs: 5_000 })
  const listen = (different: Record<string, string> = {}, principal: Principal = operator) => {
    const events: LiveEvent[] = []
    const leave = hub.listen({
      principal,
      request: liveRequest.parse(different),
      send: (event) => events.push(liveEvent.parse(event)),
    })
    return { events, leave }
  }
  return { deps, hub, listen }
}
const types = (events: readonly LiveEvent[]) => events.map(({ type }) => type)

describe('the live hub', () => {
  test('says first how the sources are, then shows the graph, and again at every look', async () => {
    const { listen } = setUp()
    const { events } = listen()
    await vi.advanceTimersByTimeAsync(1)
    expect(types(events)).toEqual(['sources', 'graph'])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(types(events)).toEqual(['sources', 'graph', 'graph'])
  })
  test('looks once for all tabs that show the same', async () => {
    const { deps, listen } = setUp()
    const tabs = [listen(), listen(), listen()]
    await vi.advanceTimersByTimeAsync(1)
    expect(deps.metrics.asked.filter((measure) => measure === 'requests')).toHaveLength(1)
    for (const { events } of tabs) expect(types(events)).toContain('graph')
  })
  test('rests when nobody listens and begins again with the next', async () => {
    const { deps, listen } = setUp()
    const { leave } = listen()
    await vi.advanceTimersByTimeAsync(1)
    leave()
    const asked = deps.metrics.asked.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(deps.metrics.asked).toHaveLength(asked)
    expect(vi.getTimerCount()).toBe(0)
    const { events } = listen()
    await vi.advanceTimersByTimeAsync(1)
    expect(types(events)).toContain('graph')
  })
  test('never looks twice as often after somebody left and came back during a look', async () => {
    const { deps, listen } = setUp()
    const { leave } = listen()
    vi.advanceTimersByTime(0)
    leave()
    listen()
    await vi.advanceTimersByTimeAsync(1)
    const before = deps.metrics.asked.filter((measure) => measure === 'requests').length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(deps.metrics.asked.filter((measure) => measure === 'requests').length - before).toBe(2)
  })
  test('shows everybody only what they may see', async () => {
    const { deps, listen } = setUp()
    const reader = listen({ topics: 'graph,config' }, readerOf('back'))
    await vi.advanceTimersByTimeAsync(1)
    deps.kubernetes.put(configObject('VirtualService', ['shop', 'cart'], {}))
    deps.kubernetes.put(configObject('VirtualService', ['back', 'stock'], {}))
    expect(JSON.stringify(reader.events)).not.toContain('cart')
    expect(reader.events.at(-1)).toEqual({ type: 'config', kind: 'VirtualService', namespace: 'back', name: 'stock' })
  })
  test('tells of a view that can not be had any more instead of falling silent', async () => {
    const { listen } = setUp()
    const { events } = listen({ namespaces: 'gone', topics: 'graph' })
    await vi.advanceTimersByTimeAsync(1)
    expect(events).toEqual([{ type: 'resync' }])
  })
  test('goes on after a failed look', async () => {
    const { deps, listen } = setUp()
    deps.metrics.failing.set('*', 'connection refused')
    const { events } = listen({ topics: 'graph' })
    await vi.advanceTimersByTimeAsync(1)
    deps.metrics.failing.clear()
    await vi.advanceTimersByTimeAsync(5_000)
    const graphs = events.flatMap((event) => (event.type === 'graph' ? [event.graph.edges.length] : []))
    expect(graphs).toEqual([0, 1])
  })
})
