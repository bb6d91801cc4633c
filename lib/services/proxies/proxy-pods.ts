import { podsByWorkload } from '../../domain/graph/config-facts.ts'
import type { KubernetesSource } from '../../sources/ports.ts'
import type { ProxyPod } from './describe-proxy.ts'

/** Finds the pod and workload of a proxy by `NAMESPACE/POD`. */
export function proxyPods(kubernetes: KubernetesSource): (namespace: string, pod: string) => ProxyPod {
  const pods = kubernetes.snapshot('Pod').items
  const byName = new Map(pods.map((pod) => [`${pod.metadata.namespace ?? ''}/${pod.metadata.name ?? ''}`, pod]))
  const workloads = new Map<string, string>()
  for (const [key, own] of podsByWorkload(pods)) {
    const workload = key.slice(key.indexOf('/') + 1)
    for (const { metadata } of own) workloads.set(`${metadata.namespace ?? ''}/${metadata.name ?? ''}`, workload)
  }
  return (namespace, pod) => {
    const key = `${namespace}/${pod}`
    return { pod: byName.get(key), workload: workloads.get(key) ?? null }
  }
}
