import type { AboutResponse } from '../../contract/about.ts'
import type { Call, Deps } from '../deps.ts'

type Connection = AboutResponse['connections'][number]
type AboutInput = { readonly version: string; readonly node: string; readonly capsule: AboutResponse['capsule'] }

const engines = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const

/** What this is and what it is connected to, with the version of each. */
export async function getAbout({ deps, principal, input, signal }: Call<AboutInput>): Promise<AboutResponse> {
  const { metrics, kubernetes, controlPlane, traces, ledger } = deps
  const [connections, store, proxies, scrapeIntervalSeconds] = await Promise.all([
    Promise.all([
      connection('Prometheus', () => metrics.version()),
      connection('Cluster API', () => kubernetes.version()),
      ...(controlPlane === null ? [] : [connection('Control plane', () => controlPlane.version())]),
      ...(traces === null ? [] : [connection('Trace store', () => traces.version())]),
    ]),
    ledger.facts().catch(() => null),
    proxyVersions(deps, signal),
    metrics.scrapeIntervalSeconds().catch(() => null),
  ])
  return {
    name: 'Heddle',
    version: input.version,
    connections,
    runtime: {
      node: input.node,
      ledger: store === null ? null : `${engines[store.engine]} ${store.version ?? ''}`.trim(),
    },
    proxies,
    links: { ...deps.links },
    user: { subject: principal.subject, kind: principal.kind, canWrite: principal.canWrite },
    capsule: input.capsule,
    scrapeIntervalSeconds,
    aggregateLabels: [...metrics.aggregateLabels],
  }
}

async function connection(name: string, version: () => Promise<string | null>): Promise<Connection> {
  try {
    return { name, version: await version(), reachable: true }
  } catch {
    return { name, version: null, reachable: false }
  }
}

/** How many proxies run each version, the most frequent first; null when nobody can tell. */
async function proxyVersions({ controlPlane }: Deps, signal?: AbortSignal): Promise<AboutResponse['proxies']> {
  const picture = await controlPlane?.picture(signal).catch(() => null)
  if (picture === null || picture === undefined) return null
  const counts = new Map<string, number>()
  for (const { version } of picture.proxies) if (version !== null) counts.set(version, (counts.get(version) ?? 0) + 1)
  return [...counts].map(([version, count]) => ({ version, count })).toSorted((a, b) => b.count - a.count)
}
