import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LiveEvent } from '../../contract/live.ts'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { missedSomething, newerGraph } from './live-reducer.ts'
import { emptyParser, parseChunk, type StreamEvent } from './sse-parser.ts'
import { reconnectMs, streamLive } from './stream-live.ts'

const text =
  'retry: 2000\n\n: still here\n\nid: 1\nevent: change\ndata: {"type":"change",\ndata: "changeId":"7"}\n\nid: 2\ndata:x\n\n'

function parseAll(chunks: readonly string[]): StreamEvent[] {
  let state = emptyParser
  return chunks.flatMap((chunk) => {
    const next = parseChunk(state, chunk)
    state = next.state
    return next.events
  })
}

describe('the event stream', () => {
  it('is read the same however it is cut into pieces', () => {
    const whole = parseAll([text])
    expect(whole).toEqual([
      { id: '1', event: 'change', data: '{"type":"change",\n"changeId":"7"}' },
      { id: '2', event: 'message', data: 'x' },
    ])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 6 }), (cuts) => {
        const ordered = [0, ...cuts.toSorted((a, b) => a - b), text.length]
        expect(parseAll(ordered.slice(1).map((end, index) => text.slice(ordered[index], end)))).toEqual(whole)
      }),
    )
  })

  it('knows when something was missed', () => {
    expect(missedSomething(null, '5')).toBe(false)
    expect(missedSomething('5', '6')).toBe(false)
    expect(missedSomething('5', '7')).toBe(true)
    expect(missedSomething('5', '5')).toBe(true)
  })

  it('reconnects ever more patiently, and within ten seconds', () => {
    expect([0, 1, 2, 10].map(reconnectMs)).toEqual([500, 1_000, 2_000, 10_000])
  })
})

describe('a graph that comes live', () => {
  const graph = storyGraph()

  it('replaces an older one and never a newer one', () => {
    const later = { ...graph, at: graph.at + 5 }
    expect(newerGraph(undefined, graph)).toBe(graph)
    expect(newerGraph(graph, later)).toBe(later)
    expect(newerGraph(later, graph)).toBe(later)
    expect(newerGraph(graph, { ...graph })).toBe(graph)
  })
})

describe('reading the stream', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('hands over parsed events and says so when one is missing or not understood', async () => {
    const body =
      'id: 1\ndata: {"type":"change","changeId":"7"}\n\nid: 3\ndata: {"type":"change","changeId":"9"}\n\nid: 4\ndata: {"type":"what"}\n\n'
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)))
    const events: LiveEvent[] = []
    const onGap = vi.fn()
    const onOpen = vi.fn()
    await streamLive(
      { topics: ['changes'] },
      { onEvent: (event) => events.push(event), onGap, onOpen },
      new AbortController().signal,
    )
    expect(events.map((event) => (event.type === 'change' ? event.changeId : ''))).toEqual(['7', '9'])
    expect(onGap).toHaveBeenCalledTimes(2)
    expect(onOpen).toHaveBeenCalledTimes(1)
  })
})
