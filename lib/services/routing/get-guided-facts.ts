import { z } from 'zod'
import { graphRequest, type GraphResponse } from '../../contract/graph.ts'
import type { GuidedFacts } from '../../contract/guided-edits.ts'
import { readableObject } from '../../domain/changes/readable-object.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import { stringAt } from '../../domain/kubernetes/json.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { maySee } from '../../domain/model/principal.ts'
import { workloadMtls } from '../../domain/routing/guided/mutual-tls.ts'
import { retryRulesOf } from '../../domain/routing/guided/retry-path.ts'
import { subsetsOf, subsetUses } from '../../domain/routing/guided/subsets.ts'
import { fullHost, rulesOf } from '../../domain/routing/rules.ts'
import { selects, type ClusterFacts, type ServiceFacts } from '../../domain/routing/targets.ts'
import type { WatchedKind } from '../../sources/ports.ts'
import { readClusterFacts } from '../changes/cluster-facts.ts'
import { json } from '../changes/json.ts'
import type { Call } from '../deps.ts'
import { getGraph } from '../graph/get-graph.ts'
import { findVirtualService, type Found } from './find-virtual-service.ts'

const record = z.record(z.string(), z.json())

type Input = { readonly namespace: string; readonly name: string }

/**
 * What guided edits of a VirtualService, or of a service without one, must know: who calls whom with which tries, who would be cut
 * off, which subsets are in use. A source that fails is named in `degraded`.
 * @throws HeddleError NOT_FOUND when there is neither
 */
export async function getGuidedFacts(call: Call<Input>): Promise<GuidedFacts> {
  const { deps, input } = call
  const facts = await readClusterFacts(deps.kubernetes)
  const [found, graph] = await Promise.all([findVirtualService(call), graphOf(call)])
  const service = serviceOf(input, found, facts)
  if (service === null && found === null) {
    throw new HeddleError('NOT_FOUND', `there is no VirtualService and no Service ${input.namespace}/${input.name}`)
  }
  const host = service === null ? null : hostOf(service)
  const virtualServices = seen(call, 'VirtualService')
  const rules = seen(call, 'DestinationRule')
  const { namespace, name } = found?.virtualService.metadata ?? {}
  return {
    at: deps.now() / 1000,
    virtualService: namespace === undefined || name === undefined ? null : { namespace, name },
    service: service === null || host === null ? null : { ...service, host },
    destinationRules: rules.filter((rule) => hostOfRule(rule) === host).map(asNamed),
    pods: podsOf(service, facts).map(({ labels, ready }) => ({ labels, ready })),
    hosts: hostsOf(call, facts, rules),
    uses: host === null ? [] : subsetUses(virtualServices, host),
    routes: virtualServices.flatMap(retryRulesOf),
    ...callsOf(graph, host),
    mtls: service === null ? null : mtlsOf(call, service, facts),
    degraded: graph.degraded,
  }
}

function graphOf({ deps, principal, signal }: Call<Input>): Promise<GraphResponse> {
  const input = graphRequest.parse({ type: 'service', window: '300s', layers: 'rates,percentiles,mtls,config' })
  return getGraph({ deps, principal, input, signal })
}

/** The service of that name, else the first one of the cluster that the VirtualService sends requests to. */
function serviceOf(input: Input, found: Found | null, { services }: ClusterFacts): ServiceFacts | null {
  const named = services.find(({ namespace, name }) => namespace === input.namespace && name === input.name)
  if (named !== undefined || found === null) return named ?? null
  const { namespace } = found.virtualService.metadata
  const hosts = rulesOf(found.virtualService).flatMap(({ slices }) =>
    slices.map(({ destination }) => fullHost(destination.host, namespace)),
  )
  return hosts.flatMap((host) => services.find((service) => hostOf(service) === host) ?? [])[0] ?? null
}

function hostOf({ namespace, name }: ServiceFacts): string {
  return `${name}.${namespace}.svc.cluster.local`
}

function hostOfRule(rule: KubernetesObject): string {
  return fullHost(stringAt(rule, 'spec', 'host') ?? '', rule.metadata.namespace ?? '')
}

/** Objects of the namespaces that may be seen, the oldest first: of several rules for a host it counts. */
function seen({ deps, principal }: Call<Input>, kind: WatchedKind): KubernetesObject[] {
  const age = ({ metadata }: KubernetesObject) => `${metadata.creationTimestamp ?? ''} ${metadata.name ?? ''}`
  return deps.kubernetes
    .snapshot(kind)
    .items.filter(({ metadata }) => maySee(principal, metadata.namespace ?? ''))
    .toSorted((a, b) => age(a).localeCompare(age(b)))
}

function asNamed(object: KubernetesObject): GuidedFacts['destinationRules'][number] {
  const { namespace = '', name = '' } = object.metadata
  return { namespace, name, object: record.parse(json(readableObject(object))) }
}

function podsOf(service: ServiceFacts | null, { pods }: ClusterFacts) {
  if (service === null || Object.keys(service.selector).length === 0) return []
  return pods.filter((pod) => pod.namespace === service.namespace && selects(service.selector, pod.labels))
}

function hostsOf(
  { principal, input }: Call<Input>,
  { services }: ClusterFacts,
  rules: readonly KubernetesObject[],
): GuidedFacts['hosts'] {
  return services
    .filter(({ namespace }) => maySee(principal, namespace))
    .map((service) => {
      const host = hostOf(service)
      const subsets = rules.filter((rule) => hostOfRule(rule) === host).flatMap(subsetsOf)
      const name = service.namespace === input.namespace ? service.name : host
      return { name, host, subsets: [...new Set(subsets.map((subset) => subset.name))] }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

function mtlsOf(call: Call<Input>, service: ServiceFacts, facts: ClusterFacts): GuidedFacts['mtls'] {
  const { namespace, selector } = service
  const labels = podsOf(service, facts)[0]?.labels ?? selector
  return workloadMtls({ namespace, labels }, call.deps.kubernetes.snapshot('PeerAuthentication').items)
}

/** Calls between services, as the service graph has them; what has no service keeps its name. */
function callsOf({ nodes, edges }: GraphResponse, host: string | null): Pick<GuidedFacts, 'calls' | 'callers'> {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const nameOf = (id: string) => {
    const node = known.get(id)
    return node?.kind === 'service' ? `${node.name}.${node.namespace ?? ''}.svc.cluster.local` : (node?.name ?? id)
  }
  const calls = edges.map((edge) => ({
    caller: nameOf(edge.source),
    callee: nameOf(edge.target),
    byGateway: known.get(edge.source)?.kind === 'gateway',
    isRequests: edge.protocol !== 'tcp',
    p99Ms: edge.latencyMs?.p99 ?? null,
  }))
  const callers = edges
    .filter(({ target }) => nameOf(target) === host)
    .map(({ source, mtls, rps }) => ({ name: nameOf(source), state: mtls.state, rps }))
  return { calls, callers }
}
