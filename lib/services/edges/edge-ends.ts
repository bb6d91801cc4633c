import type { EdgeEnd, ScrapeState } from '../../domain/graph/explain/model.ts'
import type { EdgeIdEnd } from '../../domain/graph/parse-edge-id.ts'
import type { GraphNode } from '../../domain/graph/model.ts'
import type { SourceFailure } from '../../contract/source-failure.ts'
import type { ScrapeTarget } from '../../sources/metrics-port.ts'
import type { Deps } from '../deps.ts'
import { canonicalName, clusterWorkloads, type ClusterWorkload } from '../workloads/cluster-workloads.ts'
import { proxySyncOf } from '../workloads/proxy-sync.ts'

/** An end as its id names it, and the graph's node of it where traffic made one. */
export interface NamedEnd {
  readonly named: EdgeIdEnd
  readonly node: GraphNode | undefined
}

export interface EndReading {
  readonly end: EdgeEnd
  /** The workloads behind the end; an app has one per version. */
  readonly workloads: readonly ClusterWorkload[]
  readonly degraded: readonly SourceFailure[]
}

export interface EndSources {
  readonly deps: Deps
  readonly targets: readonly ScrapeTarget[] | null
  readonly signal: AbortSignal | undefined
}

/** What runs at one end of an edge, how its proxies are doing and how Prometheus reads them. */
export async function readEnd({ named, node }: NamedEnd, { deps, targets, signal }: EndSources): Promise<EndReading> {
  const workloads = clusterWorkloads(deps.kubernetes).filter((one) => isBehind(one, named))
  const pods = workloads.flatMap((one) => one.pods.map(({ metadata }) => metadata.name ?? ''))
  const of = { namespace: named.namespace ?? '', pods }
  const { proxies, degraded } = await proxySyncOf(deps.controlPlane, of, signal)
  const replicas = workloads.flatMap((one) => one.replicas ?? [])
  const end: EdgeEnd = {
    id: named.id,
    kind: node?.kind ?? named.kind,
    name: node?.name ?? named.name,
    namespace: named.namespace,
    workload: named.kind === 'workload' || named.kind === 'app' ? (node?.workload ?? named.name) : null,
    pods: replicas.length === 0 ? null : sum(replicas.map(({ desired }) => desired)),
    readyPods: replicas.length === 0 ? null : sum(replicas.map(({ ready }) => ready)),
    sidecar: sidecarOf(workloads),
    proxies: syncOf(proxies.map(({ state }) => state)),
    scrape: targets === null || pods.length === 0 ? null : scrapeOf(targets, of, deps.now() / 1_000),
  }
  return { end, workloads, degraded }
}

function isBehind(workload: ClusterWorkload, { kind, name, namespace }: EdgeIdEnd): boolean {
  if (workload.namespace !== namespace) return false
  if (kind === 'workload') return workload.name === name
  if (kind !== 'app') return false
  const app = workload.app ?? canonicalName(workload.labels)
  return name === app || name === `${app ?? ''}@${workload.version ?? 'latest'}`
}

function sidecarOf(workloads: readonly ClusterWorkload[]): EdgeEnd['sidecar'] {
  const states = new Set(workloads.map(({ sidecar }) => sidecar))
  const [only] = states
  if (only === undefined) return 'unknown'
  return states.size === 1 ? only : 'some'
}

function syncOf(states: readonly ('synced' | 'stale' | 'not-sent' | 'unknown')[]): EdgeEnd['proxies'] {
  if (states.length === 0) return 'unknown'
  return states.find((state) => state === 'stale') ?? states.find((state) => state !== 'synced') ?? 'synced'
}

function scrapeOf(
  targets: readonly ScrapeTarget[],
  { namespace, pods }: { readonly namespace: string; readonly pods: readonly string[] },
  now: number,
): ScrapeState {
  const wanted = new Set(pods)
  const own = targets.filter((one) => one.namespace === namespace && one.pod !== null && wanted.has(one.pod))
  const reads = own.flatMap(({ lastScrape }) => lastScrape ?? [])
  return {
    targets: own.length,
    up: own.filter(({ up }) => up).length,
    ageSeconds: reads.length === 0 ? null : Math.max(0, now - Math.min(...reads)),
    error: own.find(({ error }) => error !== null)?.error ?? null,
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
