import type { LogLine } from '../../lib/contract/logs.ts'

export interface LineField {
  readonly key: string
  readonly value: string
}

export interface LineWords {
  /** One line of text. */
  readonly text: string
  /** Response flags of an access log line. */
  readonly flags: readonly string[]
  /** Everything else that the line said, by name. */
  readonly fields: readonly LineField[]
}

/** What a log line says, for people: an access log line as a sentence, a JSON line by its message, else as it is. */
export function lineWords(line: LogLine): LineWords {
  if (line.access !== null) return accessWords(line.access)
  const json = jsonObject(line.message)
  if (json === null) return { text: line.message, flags: [], fields: [] }
  const key = ['msg', 'message', 'event'].find((name) => typeof json[name] === 'string')
  const fields = Object.entries(json)
    .filter(([name]) => name !== key)
    .map(([name, value]) => ({ key: name, value: typeof value === 'string' ? value : JSON.stringify(value) }))
  return { text: key === undefined ? line.message : String(json[key]), flags: [], fields }
}

/** Lines (newest first) as a text file has them: oldest first, each with its time, place and level. */
export function linesText(newestFirst: readonly LogLine[]): string {
  const rows = newestFirst.toReversed().map((line) => {
    const { text, flags } = lineWords(line)
    const place = `${line.namespace}/${line.pod}/${line.container}`
    return [line.time, place, line.level, line.traceId ?? '-', ...flags, text].join(' ')
  })
  return rows.map((row) => `${row}\n`).join('')
}

type Access = Readonly<Record<string, string>>

/** Fields of an access log entry in the order in which people look for them, by the words they are shown under. */
const shown = [
  ['responseCode', 'Code'],
  ['method', 'Method'],
  ['path', 'Path'],
  ['authority', 'Host'],
  ['durationMs', 'Duration, ms'],
  ['upstreamTimeMs', 'Upstream time, ms'],
  ['attempts', 'Attempts'],
  ['upstreamHost', 'Upstream'],
  ['cluster', 'Cluster'],
  ['route', 'Route'],
  ['sourcePrincipal', 'From'],
  ['destinationPrincipal', 'To'],
  ['downstreamAddress', 'Peer'],
  ['bytesReceived', 'Bytes in'],
  ['bytesSent', 'Bytes out'],
  ['grpcStatus', 'gRPC status'],
  ['protocol', 'Protocol'],
  ['details', 'Details'],
  ['failureReason', 'Failure'],
  ['requestId', 'Request id'],
  ['traceId', 'Trace'],
  ['userAgent', 'User agent'],
  ['reporter', 'Reported by'],
] as const

function accessWords(access: Access): LineWords {
  const fields = shown.flatMap(([name, key]) => {
    const value = access[name]
    return value === undefined || value === '' ? [] : [{ key, value: name === 'cluster' ? clusterText(value) : value }]
  })
  const flags = (access['flags'] ?? '').split(',').filter((flag) => flag !== '')
  return { text: access['kind'] === 'tcp' ? tcpText(access) : httpText(access), flags, fields }
}

function httpText(access: Access): string {
  const { responseCode = '', method = '', path = '', durationMs } = access
  const parts = [responseCode, method, path, durationMs === undefined ? '' : `${durationMs} ms`, otherSide(access)]
  return parts.filter((part) => part !== '').join(' ')
}

function tcpText(access: Access): string {
  const { bytesReceived = '0', bytesSent = '0', durationMs } = access
  const duration = durationMs === undefined ? '' : ` ${durationMs} ms`
  return `TCP${duration}, ${bytesReceived} B in, ${bytesSent} B out ${otherSide(access)}`.trim()
}

/** Whom the proxy talked to: the caller's service account on its way in, the destination on its way out. */
function otherSide({ reporter, sourcePrincipal, cluster }: Access): string {
  const account = sourcePrincipal === undefined ? undefined : /\/sa\/([^/]+)$/.exec(sourcePrincipal)?.[1]
  if (reporter === 'destination') return account === undefined ? '' : `from sa/${account}`
  return cluster === undefined ? '' : `to ${clusterText(cluster)}`
}

/** The server sends a cluster in parts; it is read as `reviews.bookinfo.svc.cluster.local v2`. */
function clusterText(text: string): string {
  const parts = jsonObject(text)
  if (parts === null) return text
  const { host, subset, name, port, kind } = parts
  if (typeof host === 'string') return typeof subset === 'string' ? `${host} ${subset}` : host
  return typeof name === 'string' ? name : `${String(kind)} ${String(port)}`
}

function jsonObject(text: string): Record<string, unknown> | null {
  if (!text.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
