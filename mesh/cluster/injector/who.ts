import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import type { PodDraft } from '../objects/pod.ts'

export const injectName = 'sidecar.istio.io/inject'
const namespaceLabel = 'istio-injection'
const revisionLabel = 'istio.io/rev'
const neverNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'])
const yes = new Set(['y', 'yes', 'true', 'on'])

/** Whether the cluster asks the injector about pods of this namespace at all: by its labels, else by the pod's. */
export function isSelected({ metadata }: PodDraft, namespace: KubernetesObject | undefined, revision: string): boolean {
  const labels = namespace?.metadata.labels ?? {}
  const wish = metadata.labels?.[injectName]
  if (labels[namespaceLabel] !== undefined) return labels[namespaceLabel] === 'enabled' && wish !== 'false'
  const wanted = labels[revisionLabel] ?? metadata.labels?.[revisionLabel]
  if (wanted !== undefined) return wanted === revision && wish !== 'false'
  return wish === 'true'
}

/**
 * Whether a pod that the injector is asked about gets a proxy: its label, over its annotation, over the policy. Never
 * on the host's network and never in the system's namespaces.
 */
export function needsProxy(
  { metadata, spec }: PodDraft,
  namespaceName: string,
  policy: 'enabled' | 'disabled',
): boolean {
  if (spec.hostNetwork === true || neverNamespaces.has(namespaceName)) return false
  const wish = metadata.labels?.[injectName] ?? metadata.annotations?.[injectName] ?? ''
  return wish === '' ? policy === 'enabled' : yes.has(wish.toLowerCase())
}
