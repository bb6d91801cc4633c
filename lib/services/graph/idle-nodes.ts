import { bareNode } from '../../domain/graph/draft.ts'
import type { KnownHealthOf } from '../../domain/graph/appenders/health.ts'
import { thingHealth } from '../../domain/health/thing-health.ts'
import type { MeshGraph } from '../../domain/graph/build-graph.ts'
import { workloadNode, type NodeIdentity } from '../../domain/graph/identity.ts'
import { stringsAt } from '../../domain/kubernetes/json.ts'
import type { GraphNode } from '../../domain/graph/model.ts'
import type { KubernetesSource } from '../../sources/ports.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'

/** Istio's name of a single cluster, where no metric names another. */
const DEFAULT_CLUSTER = 'Kubernetes'

/** Adds the workloads that exist and that no call in the window named. */
export function addIdleNodes(graph: MeshGraph, kubernetes: KubernetesSource, healthOf: KnownHealthOf): MeshGraph {
  if (graph.draft.naming.type !== 'workload') return graph
  const cluster = graph.nodes.find(({ namespace }) => namespace !== null)?.cluster ?? DEFAULT_CLUSTER
  const present = new Set(graph.nodes.map(({ id }) => id))
  const idle = (['Deployment', 'StatefulSet', 'DaemonSet'] as const)
    .flatMap((kind) => kubernetes.snapshot(kind).items)
    .map((workload) => identityOf(workload, cluster))
    .filter(({ id }) => !present.has(id))
  return { ...graph, nodes: [...graph.nodes, ...idle.map((identity) => idleNode(identity, healthOf))] }
}

function identityOf(workload: KubernetesObject, cluster: string): NodeIdentity {
  const labels = stringsAt(workload, 'spec', 'template', 'metadata', 'labels')
  return workloadNode({
    cluster,
    namespace: workload.metadata.namespace ?? '',
    name: workload.metadata.name ?? '',
    app: labels['service.istio.io/canonical-name'] ?? labels['app.kubernetes.io/name'] ?? labels['app'] ?? null,
    version:
      labels['service.istio.io/canonical-revision'] ?? labels['app.kubernetes.io/version'] ?? labels['version'] ?? null,
  })
}

/** Judged like every other node, from what it is made of. */
function idleNode(identity: NodeIdentity, healthOf: KnownHealthOf): GraphNode {
  return { ...bareNode(identity), health: thingHealth({ answers: [], bytesPerSecond: 0 }, healthOf(identity)) }
}
