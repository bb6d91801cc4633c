import type { EdgeConnection, PresentedCertificate } from '../../contract/edge-connection.ts'
import type { SourceFailure } from '../../contract/source-failure.ts'
import { parseAccessLogLine } from '../../domain/envoy/access-log.ts'
import { upstreamTls } from '../../domain/envoy/config-dump/upstream-tls.ts'
import { loggedConnection } from '../../domain/graph/explain/connection.ts'
import { graphLayers, type GraphEdge } from '../../domain/graph/model.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import type { CertificateFacts } from '../../sources/ports.ts'
import type { Call, Deps } from '../deps.ts'
import { buildMeshGraph, requireAggregate } from '../graph/get-graph.ts'
import { readEnd, type EndReading } from './edge-ends.ts'
import type { EdgeInput } from './get-edge.ts'
import { visibleParts } from './visible-parts.ts'

/** Of each end so many pods are asked, and of each the newest so many lines: all pods of a workload are set up alike. */
const MOST_PODS = 3
const LINES = 200
const PROXY = 'istio-proxy'

interface Pod {
  readonly name: string
  readonly namespace: string
}
interface Asking {
  readonly deps: Deps
  readonly degraded: SourceFailure[]
  readonly signal: AbortSignal | undefined
}

/**
 * How both ends of an edge talk: the connection as the callee logged it, what the caller offers, whose certificates and
 * until when (E11). What nobody reports is null with the reason.
 * @throws HeddleError NOT_FOUND when the id is none or its ends may not be seen, INVALID for a label that is not allowed
 */
export async function edgeConnectionOf({ deps, principal, input, signal }: Call<EdgeInput>): Promise<EdgeConnection> {
  requireAggregate(deps, input.aggregate)
  const parts = visibleParts(principal, input.id)
  const window = { seconds: input.window, at: input.at ?? null, aggregate: input.aggregate }
  const { graph } = await buildMeshGraph({ deps, window, type: input.type, layers: graphLayers, signal })
  const draft = graph.draft.edges.get(input.id)
  const sources = { deps, targets: null, signal }
  const [source, target] = await Promise.all([
    readEnd({ named: parts.source, node: graph.draft.nodes.get(parts.source.id) }, sources),
    readEnd({ named: parts.target, node: graph.draft.nodes.get(parts.target.id) }, sources),
  ])
  const degraded: SourceFailure[] = []
  const asking = { deps, degraded, signal }
  const [logged, offered, sourceCertificate, targetCertificate] = await Promise.all([
    connectionInLogs(asking, { pods: podsOf(target), edge: draft?.edge, input }),
    offerOf(asking, podsOf(source), {
      host: [...(draft?.calls ?? []), ...(draft?.connections ?? [])][0]?.destinationService,
      subset: target.workloads[0]?.version ?? null,
    }),
    certificateOf(asking, podsOf(source)),
    certificateOf(asking, podsOf(target)),
  ])
  return {
    id: input.id,
    logged,
    offered,
    certificates: { source: sourceCertificate, target: targetCertificate },
    why: {
      logged: logged === null ? whyNotLogged(target, draft?.edge) : null,
      offered: offered === null ? whyNotOffered(source, deps) : null,
      source: sourceCertificate === null ? whyNoCertificate(source, deps) : null,
      target: targetCertificate === null ? whyNoCertificate(target, deps) : null,
    },
    degraded: degraded.slice(0, 3),
  }
}

function podsOf({ workloads }: EndReading): Pod[] {
  const pods = workloads.flatMap((workload) => workload.pods)
  return pods
    .slice(0, MOST_PODS)
    .map(({ metadata }) => ({ name: metadata.name ?? '', namespace: metadata.namespace ?? '' }))
}

type LogAsking = { pods: readonly Pod[]; edge: GraphEdge | undefined; input: EdgeInput }

async function connectionInLogs(asking: Asking, { pods, edge, input }: LogAsking): Promise<EdgeConnection['logged']> {
  const callers = new Set(edge?.mtls.sourcePrincipals)
  if (callers.size === 0) return null
  const now = asking.deps.now() / 1_000
  const end = input.at ?? now
  // The newest lines are of no use for a moment in the past.
  const part = { sinceSeconds: now - end + input.window, tailLines: input.at === undefined ? LINES : null }
  const lines = await asked(asking, { source: 'logs', pods }, ({ name, namespace }) =>
    asking.deps.logs.lines({ namespace, pod: name, container: PROXY, ...part }, asking.signal),
  )
  const entries = lines.flat().flatMap((line) => parseAccessLogLine(line.slice(line.indexOf(' ') + 1)) ?? [])
  return loggedConnection(
    entries.filter(({ startTime }) => Date.parse(startTime) / 1_000 <= end),
    callers,
  )
}

/** To which host and, where versions are told apart, which one. */
interface Callee {
  readonly host: string | undefined
  readonly subset: string | null
}

async function offerOf(
  asking: Asking,
  pods: readonly Pod[],
  { host, subset }: Callee,
): Promise<EdgeConnection['offered']> {
  const { controlPlane } = asking.deps
  if (controlPlane === null || host === undefined) return null
  const [dump] = await asked(asking, { source: 'control-plane', pods: pods.slice(0, 1) }, (pod) =>
    controlPlane.configDump(proxyId(pod), asking.signal),
  )
  const offer = upstreamTls(dump, { host, subset })
  return offer === null ? null : { serverName: offer.serverName, protocols: [...offer.protocols] }
}

async function certificateOf(asking: Asking, pods: readonly Pod[]): Promise<PresentedCertificate | null> {
  const { controlPlane } = asking.deps
  if (controlPlane === null) return null
  const read = await asked(asking, { source: 'control-plane', pods }, async (pod) => ({
    pod,
    secrets: (await controlPlane.secrets(proxyId(pod), asking.signal)) ?? [],
  }))
  const leaves = read.flatMap(({ pod, secrets }) => {
    const own = secrets.find(({ kind, name }) => kind === 'certificate' && name === 'default')
    const [leaf] = own?.chain ?? []
    return leaf === undefined ? [] : [{ pod: pod.name, leaf }]
  })
  const [first] = leaves.toSorted((a, b) => a.leaf.notAfter - b.leaf.notAfter)
  return first === undefined ? null : { ...shown(first.leaf), pod: first.pod, pods: leaves.length }
}

function shown({ spiffe, notBefore, notAfter }: CertificateFacts) {
  const validity = { notBefore: new Date(notBefore).toISOString(), notAfter: new Date(notAfter).toISOString() }
  return { identity: spiffe, ...validity }
}

/** What pods answer; one that can't be asked is named, the others count. */
async function asked<T>(
  { degraded, signal }: Asking,
  { source, pods }: { source: SourceFailure['source']; pods: readonly Pod[] },
  ask: (pod: Pod) => Promise<T>,
): Promise<T[]> {
  const answers = await Promise.all(
    pods.map(async (pod) => {
      try {
        return [await ask(pod)]
      } catch (error) {
        signal?.throwIfAborted()
        degraded.push({ source, message: `${messageOf(error)} (${pod.name})`, since: null })
        return []
      }
    }),
  )
  return answers.flat()
}

const proxyId = ({ name, namespace }: Pod) => `${name}.${namespace}`

function whyNotLogged({ end }: EndReading, edge: GraphEdge | undefined): string {
  if (edge === undefined) return 'Nothing was called in this window.'
  if (end.sidecar === 'none' || end.sidecar === 'unknown') return 'The callee has no proxy that could log it.'
  if (edge.mtls.sourcePrincipals.length === 0)
    return 'The callee saw no identity of this caller: nothing came by mutual TLS.'
  if (edge.protocol === 'tcp') return 'A TCP connection is logged when it ends, and none ended in this window.'
  return "The callee's access log has no line with TLS fields of this caller in this window."
}

function whyNotOffered({ end }: EndReading, { controlPlane }: Deps): string {
  if (end.sidecar === 'none' || end.sidecar === 'unknown') return 'The caller has no proxy.'
  if (controlPlane === null) return 'No control plane is configured that could tell.'
  return "The caller's proxy offers no TLS to this host."
}

function whyNoCertificate({ end }: EndReading, { controlPlane }: Deps): string {
  if (end.sidecar === 'none' || end.sidecar === 'unknown') return 'There is no proxy, so no certificate of the mesh.'
  return controlPlane === null
    ? 'No control plane is configured that could tell.'
    : 'The control plane tells of no certificate of its proxies.'
}
