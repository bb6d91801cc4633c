import { protocol, type Protocol } from './model.ts'

/** An end of an edge as its id writes it. */
export interface EdgeIdEnd {
  readonly id: string
  readonly cluster: string
  /** Null for what lies in no namespace. */
  readonly namespace: string | null
  readonly kind: 'workload' | 'app' | 'service' | 'external' | 'unknown' | 'aggregate'
  readonly name: string
}

export interface EdgeIdParts {
  readonly source: EdgeIdEnd
  readonly target: EdgeIdEnd
  readonly protocol: Protocol
}

const endPattern = /^(.+):([^:]+):(workload|app|service|external|unknown|aggregate):(.+)$/

/** Reads what an edge's id is made of (G5), so that an edge without traffic can be spoken of; null when it is none. */
export function parseEdgeId(id: string): EdgeIdParts | null {
  const [from = '', to = '', by = '', ...more] = id.split('~')
  const [source, target, over] = [parseEnd(from), parseEnd(to), protocol.safeParse(by)]
  return source === null || target === null || !over.success || more.length > 0
    ? null
    : { source, target, protocol: over.data }
}

function parseEnd(text: string): EdgeIdEnd | null {
  const [, cluster = '', namespace = '', kind = '', name = ''] = endPattern.exec(text) ?? []
  if (!isKind(kind)) return null
  const id = `${cluster}/${namespace}/${kind}/${name}`
  return { id, cluster, namespace: namespace === 'unknown' ? null : namespace, kind, name }
}

function isKind(text: string): text is EdgeIdEnd['kind'] {
  return ['workload', 'app', 'service', 'external', 'unknown', 'aggregate'].includes(text)
}
