import { describe, expect, it } from 'vitest'
import { spanOf } from '../../../test/support/spans.ts'
import type { Span } from '../../../lib/domain/tracing/model.ts'
import { buildSpanTree } from '../../../lib/domain/tracing/span-tree.ts'
import { filterTags, partiesOf, routeFacts } from './span-facts.ts'

const span = (spanId: string, given: Partial<Span>) => spanOf(spanId, { service: 'a.ns', ...given })

const cluster = { upstream_cluster: 'outbound|9080|v2|reviews.bookinfo.svc.cluster.local' }
const { nodes } = buildSpanTree([
  span('call', { kind: 'client', service: 'productpage.bookinfo', tags: cluster }),
  span('served', {
    kind: 'server',
    parentId: 'call',
    service: 'reviews.bookinfo',
    tags: { 'istio.canonical_revision': 'v2' },
  }),
  span('inside', { parentId: 'served', service: 'reviews.bookinfo' }),
])
const named = (id: string) => {
  const found = nodes.find((node) => node.span.spanId === id)
  if (found === undefined) throw new Error(`no span ${id}`)
  return found
}

describe('what the panel says about a span', () => {
  it('names caller and callee, from either side of the call and from deeper inside', () => {
    expect(partiesOf(named('call'))).toBe('productpage → reviews v2')
    expect(partiesOf(named('served'))).toBe('productpage → reviews v2')
    expect(partiesOf(named('inside'))).toBe('productpage → reviews')
  })

  it('names the callee of a call that never arrived by the cluster it was sent to', () => {
    const [lost] = buildSpanTree([
      span('call', { kind: 'client', service: 'productpage.bookinfo', tags: cluster }),
    ]).nodes
    expect(lost === undefined ? '' : partiesOf(lost)).toBe('productpage → reviews v2')
  })

  it('reads the route from the cluster', () => {
    expect(routeFacts(named('call'))).toEqual([
      { key: 'Host', value: 'reviews.bookinfo.svc.cluster.local' },
      { key: 'Subset', value: 'v2' },
      { key: 'Port', value: '9080' },
    ])
    expect(routeFacts(named('inside'))).toEqual([])
  })

  it('filters tags by name and value', () => {
    const tags = { 'http.method': 'GET', response_flags: 'UF' }
    expect(filterTags(tags, 'uf').map(({ key }) => key)).toEqual(['response_flags'])
    expect(filterTags(tags, '')).toHaveLength(2)
  })
})
