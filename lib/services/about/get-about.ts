import type { AboutResponse } from '../../contract/about.ts'
import type { Call } from '../deps.ts'

type Connection = AboutResponse['connections'][number]

/** What this is and what it is connected to. */
export async function getAbout({ deps, principal, input }: Call<{ readonly version: string }>): Promise<AboutResponse> {
  const { metrics, kubernetes, controlPlane, traces } = deps
  const connections = await Promise.all([
    connection('Prometheus', () => metrics.version()),
    connection('Cluster API', () => kubernetes.version()),
    ...(controlPlane === null ? [] : [connection('Control plane', () => controlPlane.version())]),
    ...(traces === null ? [] : [connection('Trace store', () => traces.version())]),
  ])
  return {
    name: 'Heddle',
    version: input.version,
    connections,
    user: { subject: principal.subject, kind: principal.kind, canWrite: principal.canWrite },
    scrapeIntervalSeconds: await metrics.scrapeIntervalSeconds().catch(() => null),
  }
}

async function connection(name: string, version: () => Promise<string | null>): Promise<Connection> {
  try {
    return { name, version: await version(), reachable: true }
  } catch {
    return { name, version: null, reachable: false }
  }
}
