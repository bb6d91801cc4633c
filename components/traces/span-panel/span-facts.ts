import { parseClusterName } from '../../../lib/domain/envoy/cluster-name.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { shortService } from '../service-colour.ts'

export interface Fact {
  readonly key: string
  readonly value: string
}

/** Who called whom, in words: the caller is the nearest span of another service above. */
export function partiesOf(node: SpanNode): string {
  const { span } = node
  const self = named(span.service, span.tags['istio.canonical_revision'])
  const callee = node.children.find((child) => child.span.service !== span.service)
  if (span.kind === 'client' && callee !== undefined)
    return `${self} → ${named(callee.span.service, callee.span.tags['istio.canonical_revision'])}`
  if (span.kind === 'client') {
    const cluster = parseClusterName(span.tags['upstream_cluster'] ?? '')
    if (cluster.kind === 'outbound') return `${self} → ${named(cluster.host, cluster.subset ?? undefined)}`
  }
  let above = node.parent
  while (above !== null && above.span.service === span.service) above = above.parent
  return above === null ? self : `${named(above.span.service, above.span.tags['istio.canonical_revision'])} → ${self}`
}

function named(service: string, revision: string | undefined): string {
  const name = shortService(service)
  return revision === undefined || revision === 'latest' ? name : `${name} ${revision}`
}

/** Where the proxy sent the request, from the name of the cluster it chose. */
export function routeFacts(node: SpanNode): Fact[] {
  const { tags } = node.span
  const cluster = parseClusterName(tags['upstream_cluster'] ?? '')
  const facts: Fact[] = []
  if (cluster.kind === 'outbound') facts.push({ key: 'Host', value: cluster.host })
  if (cluster.kind === 'outbound' && cluster.subset !== null) facts.push({ key: 'Subset', value: cluster.subset })
  if (cluster.kind === 'outbound' || cluster.kind === 'inbound')
    facts.push({ key: 'Port', value: String(cluster.port) })
  const peer = tags['peer.address'] ?? tags['net.peer.ip']
  if (peer !== undefined) facts.push({ key: 'Peer', value: peer })
  const retries = Number(tags['retry.count'] ?? '0')
  if (retries > 0) facts.push({ key: 'Retries', value: String(retries) })
  return facts
}

/** Tags that contain the text in their name or value, by name. */
export function filterTags(tags: Readonly<Record<string, string>>, text: string): Fact[] {
  const wanted = text.trim().toLowerCase()
  return Object.entries(tags)
    .filter(([key, value]) => `${key}=${value}`.toLowerCase().includes(wanted))
    .map(([key, value]) => ({ key, value }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
}
