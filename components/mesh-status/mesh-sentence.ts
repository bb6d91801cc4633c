import type { CertificatesResponse } from '../../lib/contract/mesh.ts'
import type { ProxiesResponse, ProxySummary } from '../../lib/contract/proxies.ts'
import type { ReadyzResponse } from '../../lib/contract/readiness.ts'
import { counted } from '../../lib/client/format/number.ts'
import { age, clockTime } from '../../lib/client/format/time.ts'
import { typeName } from '../../lib/domain/envoy/proxy-sync.ts'

export interface MeshSentence {
  readonly tone: 'healthy' | 'degraded' | 'failing' | 'plain'
  readonly lead: string
  readonly rest: string
}

interface MeshFacts {
  readonly proxies: ProxiesResponse
  readonly certificates: CertificatesResponse | undefined
  readonly readiness: ReadyzResponse | undefined
}

/** An answer is on its way for a moment after every push: that is no news. */
const STALE_AFTER_MS = 5_000

/** What is wrong with the mesh, worst first, and what it means for traffic. `now` in Unix milliseconds. */
export function meshSentence({ proxies, certificates, readiness }: MeshFacts, now: number): MeshSentence {
  const refusing = proxies.items.filter(({ state }) => state === 'nack')
  const behind = proxies.items.filter((proxy) => isBehind(proxy, now))
  const troubled = (certificates?.workloads ?? []).filter(({ state }) => state !== 'fresh')
  const roots = (certificates?.roots ?? []).filter(({ state }) => state !== 'fresh')
  const failing = (readiness?.sources ?? []).filter(({ state }) => state === 'failing')
  const leads = [
    ...(refusing.length === 0 ? [] : [refusalLead(refusing)]),
    ...(behind.length === 0 ? [] : [`${behind.length === 1 ? '1 proxy is' : `${behind.length} proxies are`} behind`]),
    ...(troubled.length === 0 ? [] : [certificateLead(troubled)]),
    ...(roots.length === 0 ? [] : ['the root of trust ends soon']),
    ...(failing.length === 0
      ? []
      : [`${counted(failing.length, 'source')} ${failing.length === 1 ? 'does' : 'do'} not answer`]),
  ]
  if (leads.length === 0) return fine({ proxies, certificates, readiness })
  const rests = [
    ...effects(refusing),
    ...troubled.slice(0, 1).map((one) => endOf(one, now)),
    ...failing.map(({ sentence }) => sentence),
    ...(proxies.stale ? [`Proxies are shown as they were ${age(now - proxies.at * 1_000)} ago.`] : []),
  ]
  const isGrave = troubled.some(({ state }) => state === 'expired') || roots.some(({ state }) => state === 'expired')
  return { tone: isGrave ? 'failing' : 'degraded', lead: `${capital(leads.join(', '))}.`, rest: rests.join(' ') }
}

function fine({ proxies: { configured, items }, certificates, readiness }: MeshFacts): MeshSentence {
  if (!configured)
    return {
      tone: 'plain',
      lead: 'No control plane is configured.',
      rest: 'Set CONTROL_PLANE_URL to see which proxies have their configuration, and their certificates.',
    }
  if (items.length === 0)
    return {
      tone: 'plain',
      lead: 'No proxy is connected.',
      rest: 'Label a namespace for injection and restart its pods.',
    }
  const all = items.length === 1 ? 'The one proxy has' : `All ${items.length} proxies have`
  // Only what was looked at is called well.
  const rests = [
    ...(readiness === undefined ? [] : ['Every source answers.']),
    ...(certificates === undefined || certificates.workloads.length === 0 ? [] : ['No certificate is overdue.']),
  ]
  return { tone: 'healthy', lead: `${all} what was sent.`, rest: rests.join(' ') }
}

export function isBehind({ state, types }: ProxySummary, now: number): boolean {
  if (state !== 'stale') return false
  return types.some(
    ({ state: of, sentAt }) => of === 'stale' && (sentAt === null || now - Date.parse(sentAt) > STALE_AFTER_MS),
  )
}

function refusalLead(refusing: readonly ProxySummary[]): string {
  const types = new Set(
    refusing.flatMap(({ types: all }) => all.filter(({ state }) => state === 'nack').map(({ type }) => typeName(type))),
  )
  const who = refusing.length === 1 ? '1 proxy refuses its' : `${refusing.length} proxies refuse their`
  return `${who} ${[...types].join(' and ')}`
}

function certificateLead(troubled: CertificatesResponse['workloads']): string {
  const expired = troubled.filter(({ state }) => state === 'expired').length
  const verb = (count: number) => (count === 1 ? 'was' : 'were')
  if (expired > 0) return `${counted(expired, 'certificate')} ${expired === 1 ? 'has' : 'have'} expired`
  return `${counted(troubled.length, 'certificate')} ${verb(troubled.length)} not renewed in time`
}

function effects(refusing: readonly ProxySummary[]): string[] {
  const all = refusing.flatMap(({ types }) => types.flatMap(({ rejection }) => rejection?.effect ?? []))
  return [...new Set(all)].slice(0, 2)
}

function endOf(
  { workload, pod, namespace, certificate, state }: CertificatesResponse['workloads'][number],
  now: number,
): string {
  const name = `${namespace}/${workload ?? pod}`
  const end = Date.parse(certificate.notAfter)
  if (state === 'expired') return `${name} has accepted no mTLS since ${clockTime(end)}.`
  return `${name} stops accepting mTLS at ${clockTime(end).slice(0, 5)}, in ${age(end - now)}, if nothing is done.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
