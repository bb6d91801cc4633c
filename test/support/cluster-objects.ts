import type { KubernetesObject } from '../../lib/domain/kubernetes/object.ts'

type Labels = Readonly<Record<string, string>>

export function namespace(name: string, labels: Labels = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }
}

/** A Deployment named `app-version` with its pods, each with a proxy unless told otherwise. */
export function deployment(
  place: string,
  name: string,
  { ready = 1, desired = 1, proxy = true }: { ready?: number; desired?: number; proxy?: boolean } = {},
): KubernetesObject[] {
  const [app = name, version = 'v1'] = name.split(/-(?=v\d+$)/)
  const labels = { app, version }
  const pods = Array.from({ length: desired }, (_, index) =>
    pod(place, `${name}-abc-${index}`, { labels, owner: name, ready: index < ready, proxy }),
  )
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: place },
      spec: { replicas: desired, template: { metadata: { labels }, spec: { serviceAccountName: app } } },
      status: { readyReplicas: ready },
    },
    ...pods,
  ]
}

function pod(
  place: string,
  name: string,
  { labels, owner, ready, proxy }: { labels: Labels; owner: string; ready: boolean; proxy: boolean },
): KubernetesObject {
  const containers = [
    { name: 'app', image: 'heddle/app:v1' },
    ...(proxy ? [{ name: 'istio-proxy', image: 'heddle/proxy:1' }] : []),
  ]
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: place,
      labels: { ...labels, 'pod-template-hash': 'abc' },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${owner}-abc`, uid: '1', controller: true },
      ],
    },
    spec: { containers },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: containers.map((container) => ({
        name: container.name,
        ready,
        restartCount: 2,
        state: { running: {} },
      })),
    },
  }
}

export function service(place: string, name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: place },
    spec: { clusterIP: '10.96.0.9', selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  }
}

export function configObject(kind: string, [place, name]: readonly [string, string], spec: unknown): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace: place }, spec }
}
