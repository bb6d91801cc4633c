import type { CertificatesResponse } from '../../contract/mesh.ts'
import type { ProxySummary } from '../../contract/proxies.ts'
import type { SourceFailure } from '../../contract/source-failure.ts'
import { compareCertificates, rootState, workloadCertificateState } from '../../domain/mesh-facts/certificate-state.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { maySee } from '../../domain/model/principal.ts'
import type { CertificateFacts, ProxySecret, ProxyStatus } from '../../sources/ports.ts'
import type { Call, Deps } from '../deps.ts'
import { describeProxy } from '../proxies/describe-proxy.ts'
import { shownCertificate } from '../proxies/secret-row.ts'
import { knownProxies } from '../proxies/proxy-picture.ts'
import { proxyPods } from '../proxies/proxy-pods.ts'

type Nothing = Record<string, never>
type WorkloadCertificate = CertificatesResponse['workloads'][number]
type Root = CertificatesResponse['roots'][number]

/** A dump is asked for each proxy: that many at once, and not of more proxies than that. */
const AT_ONCE = 4
const MOST_ASKED = 300
const rootPlace = { namespace: 'istio-system', name: 'istio-ca-root-cert' }

/** Certificates of every visible proxy and the roots they trust, worst first. */
export async function listCertificates({ deps, principal, signal }: Call<Nothing>): Promise<CertificatesResponse> {
  const { proxies, degraded } = await knownProxies(deps, signal)
  const seen = proxies.filter(({ namespace }) => maySee(principal, namespace))
  const asked = worstFirst(seen).slice(0, MOST_ASKED)
  const failures: SourceFailure[] = []
  const secrets = await inTurns(asked, (proxy) => secretsOf(deps, { proxy, failures, signal }))
  const published = await publishedRoots(deps, failures, signal)
  const podOf = proxyPods(deps.kubernetes)
  const workloads = asked.flatMap((proxy, index) => {
    const described = describeProxy(proxy, podOf(proxy.namespace, proxy.pod))
    return workloadCertificate(described, secrets[index] ?? [], deps.now())
  })
  return {
    at: deps.now() / 1_000,
    degraded: [...degraded, ...failures.slice(0, 1)],
    workloads: workloads.toSorted(byState),
    roots: rootsOf(secrets, published, deps.now()).toSorted(byState),
    notReported: asked.length - workloads.length,
    notAsked: seen.length - asked.length,
  }
}

/** Where the control plane tells when certificates end, the first to end is asked first. */
function worstFirst(proxies: readonly ProxyStatus[]): ProxyStatus[] {
  const rank = ({ certificate }: ProxyStatus) => (certificate?.failure ? 0 : (certificate?.expiresAt ?? Infinity))
  return proxies.toSorted((a, b) => rank(a) - rank(b) || a.pod.localeCompare(b.pod))
}

async function inTurns<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map((item) => ask(item)))))
  return results
}

async function secretsOf(
  { controlPlane }: Deps,
  of: { proxy: ProxyStatus; failures: SourceFailure[]; signal: AbortSignal | undefined },
): Promise<readonly ProxySecret[]> {
  const { proxy, failures, signal } = of
  try {
    return (await controlPlane?.secrets(`${proxy.pod}.${proxy.namespace}`, signal)) ?? []
  } catch (error) {
    signal?.throwIfAborted()
    failures.push({ source: 'control-plane', message: messageOf(error), since: null })
    return []
  }
}

async function publishedRoots(
  deps: Deps,
  failures: SourceFailure[],
  signal?: AbortSignal,
): Promise<CertificateFacts[]> {
  try {
    const data = await deps.kubernetes.configMap(rootPlace, signal)
    return [...deps.readCertificates(data?.['root-cert.pem'] ?? '')]
  } catch (error) {
    signal?.throwIfAborted()
    failures.push({ source: 'kubernetes', message: messageOf(error), since: null })
    return []
  }
}

function workloadCertificate(proxy: ProxySummary, secrets: readonly ProxySecret[], now: number): WorkloadCertificate[] {
  const secret = secrets.find(({ name, kind }) => kind === 'certificate' && name === 'default')
  const [leaf] = secret?.chain ?? []
  if (leaf === undefined) return []
  const failure = proxy.certificate?.failure ?? null
  const { notBefore, notAfter } = leaf
  return [
    {
      pod: proxy.pod,
      namespace: proxy.namespace,
      workload: proxy.workload,
      state: workloadCertificateState({ notBefore, notAfter, renewalFailed: failure !== null }, now),
      certificate: shownCertificate(leaf),
      renewsAt: proxy.certificate?.renewsAt ?? null,
      failure,
    },
  ]
}

function rootsOf(
  secrets: readonly (readonly ProxySecret[])[],
  published: readonly CertificateFacts[],
  now: number,
): Root[] {
  const roots = new Map<string, Root>()
  const add = (certificate: CertificateFacts, trusts: number, isPublished: boolean) => {
    const known = roots.get(certificate.serial)
    const proxies = (known?.proxies ?? 0) + trusts
    const state = rootState(certificate.notAfter, now)
    const ofMesh = isPublished || known?.published === true
    roots.set(certificate.serial, { state, certificate: shownCertificate(certificate), proxies, published: ofMesh })
  }
  for (const certificate of published) add(certificate, 0, true)
  for (const own of secrets)
    for (const { kind, chain } of own) if (kind === 'trusted-ca') for (const one of chain) add(one, 1, false)
  return [...roots.values()]
}

function byState(a: Pick<Root, 'state' | 'certificate'>, b: Pick<Root, 'state' | 'certificate'>): number {
  const end = ({ state, certificate }: typeof a) => ({ state, notAfter: Date.parse(certificate.notAfter) })
  return compareCertificates(end(a), end(b))
}
