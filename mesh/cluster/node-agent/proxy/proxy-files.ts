import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { accessLogSecret } from '../../../proxy/access-log-secret.ts'
import { proxyBootstrap } from '../../../proxy/bootstrap.ts'
import { appAddress } from '../../../network/addresses.ts'
import type { MeshSettings } from '../../../settings.ts'
import type { Pod } from '../../objects/pod.ts'
import { ApiFailure, type ApiClient } from '../cluster/api-client.ts'
import { requestToken } from '../cluster/service-account-token.ts'
import { LaunchRefusal } from '../containers/launch-refusal.ts'
import { writePrivate } from '../volumes/write-volume.ts'
import { workloadNameOf } from './workload-name.ts'

const rootCertMap = 'istio-ca-root-cert'
const rootCertMapShape = z.looseObject({ data: z.looseObject({ 'root-cert.pem': z.string().min(1) }) })
const tokenAudience = 'istio-ca'

export type ProxyInput = {
  readonly client: ApiClient
  readonly settings: MeshSettings
  readonly pod: Pod
  readonly podIp: string
  readonly dir: string
  readonly locality: { readonly region: string; readonly zone: string }
}

/**
 * Writes the proxy's token, root certificate and bootstrap below the pod's folder; returns the bootstrap's path. What
 * an earlier start wrote serves again while the cluster API is away.
 * @throws LaunchRefusal while the root certificate has not been published
 */
export async function writeProxyFiles(input: ProxyInput): Promise<string> {
  const { pod, podIp, dir, settings } = input
  const rootCertPath = await rootCert(input)
  const token = await podToken(input)
  const host = '127.0.0.1'
  const bootstrap = proxyBootstrap({
    role: proxyRole(pod),
    podIp,
    appAddress: appAddress(podIp),
    name: pod.metadata.name,
    namespace: pod.metadata.namespace,
    labels: pod.metadata.labels ?? {},
    annotations: pod.metadata.annotations ?? {},
    serviceAccount: pod.spec.serviceAccountName ?? 'default',
    workloadName: workloadNameOf(pod),
    node: input.locality,
    cluster: 'Kubernetes',
    xdsAddress: { host, port: settings.HEDDLE_SECURE_XDS_PORT },
    rootCertPath,
    token,
    otlpAddress: { host, port: settings.HEDDLE_OTLP_GRPC_PORT },
    accessLogAddress: { host, port: settings.HEDDLE_ACCESS_LOG_PORT },
  })
  const path = join(dir, 'envoy.json')
  writePrivate(path, JSON.stringify(bootstrap))
  return path
}

/** A gateway's proxy routes for others; it has no application of its own. */
export function proxyRole({ metadata, spec }: Pod): 'sidecar' | 'router' {
  const proxy = spec.containers.find(({ name }) => name === 'istio-proxy')
  const isRouter = metadata.annotations?.['inject.istio.io/templates'] === 'gateway' || proxy?.args?.[1] === 'router'
  return isRouter ? 'router' : 'sidecar'
}

async function rootCert({ client, pod, dir }: ProxyInput): Promise<string> {
  const path = join(dir, 'root-cert.pem')
  const { namespace } = pod.metadata
  try {
    const found = await client.call({
      method: 'GET',
      path: `/api/v1/namespaces/${namespace}/configmaps/${rootCertMap}`,
    })
    writePrivate(path, rootCertMapShape.parse(found).data['root-cert.pem'])
  } catch (error) {
    if (existsSync(path)) return path
    if (error instanceof ApiFailure && error.code === 404)
      throw new LaunchRefusal(
        'ContainerCreating',
        `waiting for ConfigMap ${namespace}/${rootCertMap}, which the control plane publishes`,
      )
    throw error
  }
  return path
}

/** The secret of a pod's access logs, once its token has been written. */
export function storedAccessLogSecret(dir: string): string | undefined {
  try {
    return accessLogSecret(readFileSync(join(dir, 'token'), 'utf8'))
  } catch {
    return undefined
  }
}

async function podToken({ client, pod, dir }: ProxyInput): Promise<string> {
  const path = join(dir, 'token')
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const token = await requestToken(client, pod, tokenAudience)
  writePrivate(path, token)
  return token
}
