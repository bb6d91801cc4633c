import type { WorkloadIdentity } from './workload-identity.ts'

// A client certificate's Subject carries the labels of its workload, so that the server's proxy learns them from what
// the CA attested and not from what the client says. One attribute: `name` (2.5.4.41), whose upper bound is 32,768
// characters; CN's is 64, too short for seven Kubernetes names.

// Certificate libraries know the attribute by its OID, Envoy prints it by its name.
const attribute = { oid: '2.5.4.41', name: 'name' } as const
const fields = ['workload', 'namespace', 'canonicalService', 'canonicalRevision', 'cluster', 'app', 'version'] as const
/** Longest packed value that is accepted: seven fields of 253 characters, each escaped. */
export const maxPackedLength = 8192

/** The seven labels in one string, `WORKLOAD|NAMESPACE|CANONICAL|REVISION|CLUSTER|APP|VERSION`, hostile characters percent-escaped. */
export function packPeer(identity: WorkloadIdentity): string {
  return fields.map((field) => escape(identity[field])).join('|')
}

/** The certificate Subject in RFC 4514 form, for the CA. */
export function formatPeerSubject(identity: WorkloadIdentity): string {
  return `${attribute.oid}=${packPeer(identity)}`
}

/** Reads a packed value, or the Subject as Envoy prints it; undefined when it is not one of ours. */
export function parsePeerSubject(text: string): WorkloadIdentity | undefined {
  if (text.length > maxPackedLength) return undefined
  const packed = withoutAttribute(text)
  const values = packed.split('|').map(unescape)
  const [workload, namespace, canonicalService, canonicalRevision, cluster, app, version, ...rest] = values
  if (workload === undefined || namespace === undefined || canonicalService === undefined) return undefined
  if (canonicalRevision === undefined || cluster === undefined || app === undefined || version === undefined)
    return undefined
  if (rest.length > 0) return undefined
  return { workload, namespace, canonicalService, canonicalRevision, cluster, app, version }
}

function withoutAttribute(text: string): string {
  const prefix = [attribute.name, attribute.oid].map((name) => `${name}=`).find((start) => text.startsWith(start))
  return text.slice(prefix?.length ?? 0)
}

/** Everything but letters, digits, `.`, `_` and `-` becomes `%XX` per UTF-8 byte, so that no DN or format syntax survives. */
function escape(value: string): string {
  return [...Buffer.from(value, 'utf8')].map(escapeByte).join('')
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte)
  return /[A-Za-z0-9._-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

function unescape(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
