import type { AccessLogEntry } from '../../envoy/access-log.ts'

/** The connections of an edge as the callee's proxy logged them. `at` is RFC 3339; null is what its log has no field for. */
export interface LoggedConnection {
  readonly at: string
  readonly version: string | null
  readonly cipher: string | null
  readonly serverName: string | null
  readonly sourcePrincipal: string
  readonly destinationPrincipal: string | null
}

/**
 * The newest log line of the callee about one of these callers (E11). A line of another caller says nothing about this edge,
 * and one without the caller's identity or without anything about TLS can't be told to be of it.
 */
export function loggedConnection(
  entries: readonly AccessLogEntry[],
  callers: ReadonlySet<string>,
): LoggedConnection | null {
  const own = entries.flatMap((entry) => {
    const { sourcePrincipal, tlsVersion, tlsCipher } = entry
    const isOfEdge = entry.reporter !== 'source' && sourcePrincipal !== null && callers.has(sourcePrincipal)
    return isOfEdge && (tlsVersion !== null || tlsCipher !== null) ? [{ ...entry, sourcePrincipal }] : []
  })
  const newest = own.toSorted((a, b) => Date.parse(b.startTime) - Date.parse(a.startTime))[0]
  if (newest === undefined) return null
  const { startTime, tlsVersion, tlsCipher, serverName, sourcePrincipal, destinationPrincipal } = newest
  return { at: startTime, version: tlsVersion, cipher: tlsCipher, serverName, sourcePrincipal, destinationPrincipal }
}
