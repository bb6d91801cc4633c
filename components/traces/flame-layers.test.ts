import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanOf } from '../../test/support/spans.ts'
import { anySpans } from '../../test/support/any-spans.ts'
import { buildSpanTree } from '../../lib/domain/tracing/span-tree.ts'
import { flameLayers } from './flame-layers.ts'

const call = (id: string, parentId: string, [startUs, durationUs]: readonly [number, number]) =>
  spanOf(id, { parentId, startUs, durationUs })

describe('layers of the flame', () => {
  it('put calls one after the other side by side, and calls at the same time under each other', () => {
    const { nodes } = buildSpanTree([
      spanOf('root', { startUs: 0, durationUs: 100 }),
      call('first', 'root', [10, 30]),
      call('inner', 'first', [20, 10]),
      call('beside', 'root', [25, 50]),
      call('later', 'root', [80, 10]),
    ])
    const layers = [...flameLayers(nodes)].map(([node, layer]) => [node.span.spanId, layer])
    expect(Object.fromEntries(layers)).toEqual({ root: 0, first: 1, inner: 2, beside: 3, later: 1 })
  })

  it('hide no span of few under another, and put none above its parent', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { nodes } = buildSpanTree(spans)
        fc.pre(nodes.length <= 30)
        const placed = [...flameLayers(nodes)]
        const layerOf = new Map(placed)
        for (const [node, layer] of placed) {
          if (node.parent !== null) expect(layer).toBeGreaterThan(layerOf.get(node.parent) ?? Infinity)
          const over = placed.filter(
            ([other, at]) => other !== node && at === layer && other.startUs < node.endUs && other.endUs > node.startUs,
          )
          expect(over).toEqual([])
        }
      }),
    )
  })
})
