import type { Container } from '../objects/container.ts'
import type { PodDraft } from '../objects/pod.ts'

export const proxyName = 'istio-proxy'
export type Template = 'sidecar' | 'gateway'

type Facts = {
  readonly pod: PodDraft
  readonly template: Template
  readonly image: string
  readonly workload: { readonly name: string; readonly owner: string }
}

/** The proxy's container. A pod's own `istio-proxy` container is laid over it, `image: auto` aside. */
export function proxyContainer(facts: Facts): Container {
  const own = facts.pod.spec.containers.find(({ name }) => name === proxyName)
  const base = template(facts)
  if (own === undefined) return base
  const { image, ...rest } = own
  const ports = merged(base.ports ?? [], own.ports ?? [], ({ containerPort }) => String(containerPort))
  const env = merged(base.env ?? [], own.env ?? [], ({ name }) => name)
  return { ...base, ...rest, ...(image === undefined || image === 'auto' ? {} : { image }), ports, env }
}

function template({ pod, template: kind, image, workload }: Facts): Container {
  const ready = { httpGet: { path: '/healthz/ready', port: 15021 } }
  return {
    name: proxyName,
    image: pod.metadata.annotations?.['sidecar.istio.io/proxyImage'] ?? image,
    args: ['proxy', kind === 'gateway' ? 'router' : 'sidecar', '--domain', '$(POD_NAMESPACE).svc.cluster.local'],
    env: [
      field('POD_NAME', 'metadata.name'),
      field('POD_NAMESPACE', 'metadata.namespace'),
      field('INSTANCE_IP', 'status.podIP'),
      field('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
      { name: 'ISTIO_META_CLUSTER_ID', value: 'Kubernetes' },
      { name: 'ISTIO_META_INTERCEPTION_MODE', value: 'NONE' },
      { name: 'ISTIO_META_WORKLOAD_NAME', value: workload.name },
      { name: 'ISTIO_META_OWNER', value: workload.owner },
      { name: 'TRUST_DOMAIN', value: 'cluster.local' },
    ],
    ports: [{ containerPort: 15090, name: 'http-envoy-prom', protocol: 'TCP' }],
    startupProbe: { ...ready, periodSeconds: 1, timeoutSeconds: 3, failureThreshold: 600 },
    readinessProbe: { ...ready, periodSeconds: 3, timeoutSeconds: 3, failureThreshold: 4 },
    volumeMounts: [
      { name: 'istio-token', mountPath: '/var/run/secrets/tokens' },
      { name: 'istiod-ca-cert', mountPath: '/var/run/secrets/istio' },
    ],
  }
}

function field(name: string, fieldPath: string) {
  return { name, valueFrom: { fieldRef: { fieldPath } } }
}

/** Of both lists, the later one's entry where the keys agree. */
function merged<T>(first: readonly T[], second: readonly T[], key: (entry: T) => string): T[] {
  const replaced = new Set(second.map(key))
  return [...first.filter((entry) => !replaced.has(key(entry))), ...second]
}
