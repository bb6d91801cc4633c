import type { MeshResponse } from '../../contract/mesh.ts'
import type { SourceFailure } from '../../contract/source-failure.ts'
import { consoleHealth } from '../../domain/mesh-facts/console-health.ts'
import { effectiveMtls } from '../../domain/mesh-facts/effective-mtls.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import type { Call, Deps } from '../deps.ts'
import { knownProxies, type KnownProxies } from '../proxies/proxy-picture.ts'
import { readMeshConfig, samplingOf, settingsOf } from './mesh-config.ts'

type Nothing = Record<string, never>

/** What the mesh is made of and how it is set. Facts of the whole mesh are left out for readers of a part. */
export async function getMesh({ deps, principal, signal }: Call<Nothing>): Promise<MeshResponse> {
  const degraded: SourceFailure[] = []
  const orNull = <T>(source: SourceFailure['source'], task: Promise<T>): Promise<T | null> =>
    task.catch((error: unknown) => {
      signal?.throwIfAborted()
      degraded.push({ source, message: messageOf(error), since: null })
      return null
    })
  const seesAll = principal.namespaces === 'all'
  const [known, config, facts, scrape, ledger, version] = await Promise.all([
    knownProxies(deps, signal),
    seesAll ? orNull('kubernetes', readMeshConfig(deps.kubernetes, signal)) : null,
    seesAll ? orNull('prometheus', deps.meshMetrics.prometheus(signal)) : null,
    deps.metrics.scrapeIntervalSeconds().catch(() => null),
    seesAll ? orNull('ledger', deps.ledger.facts()) : null,
    deps.kubernetes.version().catch(() => null),
  ])
  return {
    at: deps.now() / 1_000,
    degraded: [...known.degraded, ...degraded],
    clusters: clustersOf({ known, version, namespaces: visibleNamespaces(deps, principal) }, principal),
    mtls: mtlsOf(deps, known, principal),
    settings: config === null ? null : settingsOf(config),
    prometheus:
      facts === null
        ? null
        : {
            targets: facts.targets,
            down: facts.down.map(({ lastScrape, ...target }) => ({
              ...target,
              lastScrapeAt: lastScrape === null ? null : new Date(lastScrape).toISOString(),
            })),
            retention: facts.retention,
            scrapeIntervalSeconds: scrape,
          },
    traces: { configured: deps.traces !== null, samplingPercent: config === null ? null : samplingOf(config) },
    ledger,
    links: { ...deps.links },
    console: copyOf(consoleHealth(deps.selfSamples())),
  }
}

function copyOf(health: ReturnType<typeof consoleHealth>): MeshResponse['console'] {
  const course = ({ values, total }: { values: readonly (number | null)[]; total: number | null }) => ({
    values: [...values],
    total,
  })
  return {
    times: [...health.times],
    apiP95Ms: course(health.apiP95Ms),
    graphP50Ms: course(health.graphP50Ms),
    cacheHitRatio: course(health.cacheHitRatio),
    queriesPerSecond: course(health.queriesPerSecond),
    queryFailures: course(health.queryFailures),
    queries: health.queries,
    memoryBytes: course(health.memoryBytes),
  }
}

function visibleNamespaces({ kubernetes }: Deps, principal: Principal): string[] {
  return kubernetes
    .snapshot('Namespace')
    .items.map(({ metadata }) => metadata.name ?? '')
    .filter((name) => maySee(principal, name))
    .toSorted()
}

/** Clusters as the proxies name theirs; the version is known of the one whose API the console reads. */
function clustersOf(
  { known, version, namespaces }: { known: KnownProxies; version: string | null; namespaces: readonly string[] },
  principal: Principal,
): MeshResponse['clusters'] {
  const seen = known.proxies.filter(({ namespace }) => maySee(principal, namespace))
  const names = [...new Set(seen.map(({ clusterId }) => clusterId ?? 'Kubernetes'))]
  const single = names.length <= 1
  return (names.length === 0 ? ['Kubernetes'] : names).map((name) => {
    const own = seen.filter(({ clusterId }) => (clusterId ?? 'Kubernetes') === name)
    const count = single ? namespaces.length : new Set(own.map(({ namespace }) => namespace)).size
    return { name, version: single ? version : null, proxies: own.length, namespaces: count }
  })
}

function mtlsOf(deps: Deps, { proxies }: KnownProxies, principal: Principal): MeshResponse['mtls'] {
  const policies = deps.kubernetes.snapshot('PeerAuthentication').items
  const mode = (namespace: string) => {
    const { policy, ...rest } = effectiveMtls(namespace, policies)
    // A policy of the mesh is named only to those who may see its namespace.
    return { ...rest, policy: policy !== null && maySee(principal, policy.namespace) ? policy : null }
  }
  return {
    mesh: mode('istio-system'),
    namespaces: visibleNamespaces(deps, principal).map((namespace) => ({
      namespace,
      proxies: proxies.filter((proxy) => proxy.namespace === namespace).length,
      ...mode(namespace),
    })),
  }
}
