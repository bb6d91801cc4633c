import { controllerOf, type KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import { workloadIdentity } from '../../proxy/telemetry/workload-identity.ts'
import type { PodDraft, Volume } from '../objects/pod.ts'
import { proxyContainer, proxyName, type Template } from './proxy-container.ts'
import { isSelected, needsProxy } from './who.ts'

export type InjectionSettings = {
  readonly revision: string
  readonly proxyImage: string
  readonly policy: 'enabled' | 'disabled'
}

export const defaultInjection: InjectionSettings = {
  revision: 'default',
  proxyImage: 'heddle/proxy:1.40',
  policy: 'enabled',
}

const statusAnnotation = 'sidecar.istio.io/status'
const templatesAnnotation = 'inject.istio.io/templates'
const rootCertMap = 'istio-ca-root-cert'

/**
 * The pod with a proxy if its namespace and its own labels ask for one, else the same reference.
 * @throws Error with one sentence when the pod names a template that there is not
 */
export function inject(pod: PodDraft, namespace: KubernetesObject | undefined, settings: InjectionSettings): PodDraft {
  if (!isSelected(pod, namespace, settings.revision)) return pod
  const namespaceName = pod.metadata.namespace ?? namespace?.metadata.name ?? 'default'
  return needsProxy(pod, namespaceName, settings.policy) ? withProxy(pod, namespaceName, settings) : pod
}

/** The pod with a proxy, whatever its namespace says. One that has been injected before stays as it is. */
export function withProxy(pod: PodDraft, namespace: string, settings: InjectionSettings): PodDraft {
  const { metadata, spec } = pod
  const injected = metadata.annotations?.[statusAnnotation] !== undefined
  if (injected && spec.containers.some(({ name }) => name === proxyName)) return pod
  const template = templateOf(pod)
  const workload = workloadOf(pod, namespace)
  const container = proxyContainer({ pod, template, image: settings.proxyImage, workload })
  const others = spec.containers.filter(({ name }) => name !== proxyName)
  return {
    ...pod,
    metadata: {
      ...metadata,
      labels: labelsOf(pod, workload.name, namespace),
      annotations: {
        ...added(others[0]?.name, settings),
        ...metadata.annotations,
        [statusAnnotation]: status(settings),
      },
    },
    // First, so that it is started first and holds the others until it is ready.
    spec: { ...spec, containers: [container, ...others], volumes: volumesOf(spec.volumes ?? []) },
  }
}

function templateOf({ metadata }: PodDraft): Template {
  const name = metadata.annotations?.[templatesAnnotation] ?? 'sidecar'
  if (name === 'sidecar' || name === 'gateway') return name
  throw new Error(`metadata.annotations[${templatesAnnotation}] is "${name}": sidecar and gateway are allowed`)
}

/** Labels that the pod has already are kept. */
function labelsOf(
  { metadata: { labels = {} } }: PodDraft,
  workloadName: string,
  namespace: string,
): Record<string, string> {
  const { canonicalService, canonicalRevision } = workloadIdentity({
    workloadName,
    namespace,
    labels,
    cluster: 'Kubernetes',
  })
  return {
    'security.istio.io/tlsMode': 'istio',
    'service.istio.io/canonical-name': canonicalService,
    'service.istio.io/canonical-revision': canonicalRevision,
    ...labels,
  }
}

function added(app: string | undefined, { revision }: InjectionSettings): Record<string, string> {
  return {
    'istio.io/rev': revision,
    'sidecar.istio.io/interceptionMode': 'NONE',
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '15020',
    'prometheus.io/path': '/stats/prometheus',
    ...(app === undefined
      ? {}
      : { 'kubectl.kubernetes.io/default-container': app, 'kubectl.kubernetes.io/default-logs-container': app }),
  }
}

function status({ revision }: InjectionSettings): string {
  return JSON.stringify({
    initContainers: null,
    containers: [proxyName],
    volumes: ['istio-token', 'istiod-ca-cert'],
    imagePullSecrets: null,
    revision,
  })
}

function volumesOf(existing: readonly Volume[]): Volume[] {
  const token = { path: 'istio-token', audience: 'istio-ca', expirationSeconds: 43_200 }
  const own: Volume[] = [
    { name: 'istio-token', projected: { sources: [{ serviceAccountToken: token }] } },
    { name: 'istiod-ca-cert', configMap: { name: rootCertMap } },
  ]
  const names = new Set(existing.map(({ name }) => name))
  return [...existing, ...own.filter(({ name }) => !names.has(name))]
}

/** The Deployment behind a ReplicaSet's pod, else the owner, else the pod itself (without a generated ending). */
function workloadOf({ metadata }: PodDraft, namespace: string): { name: string; owner: string } {
  const owner = controllerOf({ apiVersion: 'v1', kind: 'Pod', metadata })
  const hash = metadata.labels?.['pod-template-hash']
  const path = (group: string, name: string) => ({ name, owner: `kubernetes://apis/${group}/${name}` })
  if (owner === undefined) {
    const name = metadata.name ?? metadata.generateName?.replace(/-$/, '') ?? ''
    return path(`v1/namespaces/${namespace}/pods`, name)
  }
  const plural = `${owner.kind.toLowerCase()}s`
  return hash !== undefined && owner.kind === 'ReplicaSet' && owner.name.endsWith(`-${hash}`)
    ? path(`apps/v1/namespaces/${namespace}/deployments`, owner.name.slice(0, -hash.length - 1))
    : path(`${owner.apiVersion}/namespaces/${namespace}/${plural}`, owner.name)
}
