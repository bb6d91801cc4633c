import { z } from 'zod'
import type { Container } from '../../objects/container.ts'
import type { Volume } from '../../objects/pod.ts'
import { ApiFailure, type ApiClient } from '../cluster/api-client.ts'
import type { KeyedData } from './container-environment.ts'

const keyed = z.looseObject({ data: z.record(z.string(), z.string()).optional() })

type Names = { readonly configMaps: ReadonlySet<string>; readonly secrets: ReadonlySet<string> }

/** Names of the ConfigMaps and Secrets that a container's environment and the given volumes refer to. */
export function referencedNames({ env = [], envFrom = [] }: Partial<Container>, volumes: readonly Volume[]): Names {
  const sources = volumes.flatMap(({ projected }) => projected?.sources ?? [])
  const configMaps = [
    ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
    ...envFrom.map(({ configMapRef }) => configMapRef?.name),
    ...volumes.map(({ configMap }) => configMap?.name),
    ...sources.map(({ configMap }) => configMap?.name),
  ]
  const secrets = [
    ...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
    ...envFrom.map(({ secretRef }) => secretRef?.name),
    ...volumes.map(({ secret }) => secret?.secretName),
  ]
  return { configMaps: new Set(configMaps.filter(isName)), secrets: new Set(secrets.filter(isName)) }
}

/** Reads them from the cluster API; what is not there stays undefined. */
export async function fetchData(client: ApiClient, namespace: string, names: Names): Promise<KeyedData> {
  const configMaps = await fetchAll(client, `/api/v1/namespaces/${namespace}/configmaps`, names.configMaps)
  const secrets = await fetchAll(client, `/api/v1/namespaces/${namespace}/secrets`, names.secrets)
  return { configMap: (name) => configMaps.get(name), secret: (name) => decode(secrets.get(name)) }
}

async function fetchAll(client: ApiClient, path: string, names: ReadonlySet<string>) {
  const found = new Map<string, Record<string, string>>()
  for (const name of names) {
    const data = await fetchOne(client, `${path}/${name}`)
    if (data !== undefined) found.set(name, data)
  }
  return found
}

async function fetchOne(client: ApiClient, path: string): Promise<Record<string, string> | undefined> {
  try {
    return keyed.parse(await client.call({ method: 'GET', path })).data ?? {}
  } catch (error) {
    if (error instanceof ApiFailure && error.code === 404) return undefined
    throw error
  }
}

function decode(data: Record<string, string> | undefined): Record<string, string> | undefined {
  if (data === undefined) return undefined
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]),
  )
}

function isName(name: string | undefined): name is string {
  return name !== undefined && name !== ''
}
