import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'

interface Slice {
  readonly host: string
  readonly weight?: unknown
}

export function virtualService(name: string, slices: readonly Slice[], namespace = 'default'): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name, namespace },
    spec: {
      hosts: [name],
      http: [
        {
          route: slices.map(({ host, weight }) => ({
            destination: { host },
            ...(weight === undefined ? {} : { weight }),
          })),
        },
      ],
    },
  }
}

export function configMap(
  name: string,
  data: Record<string, string> = {},
  labels: Record<string, string> = {},
): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default', labels }, data }
}

export function deployment(name: string, replicas = 1): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default', labels: { app: name } },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'heddle/details:v1', ports: [{ containerPort: 9080 }] }] },
      },
    },
  }
}

export function pod(name: string, labels: Record<string, string> = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: { containers: [{ name: 'main', image: 'heddle/details:v1' }] },
  }
}

export function service(name: string, ports: readonly object[] = [{ name: 'http', port: 80 }]): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { selector: { app: name }, ports },
  }
}
