/** A mesh that exists only as metrics, for measuring the graph. */
export type SyntheticMesh = { namespaces: number; workloads: number; edges: number }

export type SampleTimes = { endSeconds: number; stepSeconds: number; count: number }

/** The meshes that the figures are asked for. */
export const meshes = {
  S: { namespaces: 10, workloads: 100, edges: 300 },
  /** Between the two, for drawing. */
  SM: { namespaces: 30, workloads: 300, edges: 900 },
  M: { namespaces: 50, workloads: 1_000, edges: 3_000 },
  L: { namespaces: 100, workloads: 5_000, edges: 12_000 },
} as const satisfies Record<string, SyntheticMesh>
export type MeshName = keyof typeof meshes

const buckets = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000,
  3_600_000,
]

type Edge = { source: number; target: number; rps: number; typicalMs: number }

/** Edges between workloads, each pair once, spread by a fixed stride so that every run has the same mesh. */
export function syntheticEdges({ workloads, edges }: SyntheticMesh): Edge[] {
  return Array.from({ length: edges }, (_, index) => {
    const source = index % workloads
    const stride = 1 + Math.floor(index / workloads) * 7
    return { source, target: (source + stride) % workloads, rps: 1 + (index % 40), typicalMs: 3 + ((index * 13) % 180) }
  })
}

/** The mesh as OpenMetrics text for `promtool tsdb create-blocks-from openmetrics`: both reporters, counters and histograms. */
export function* openMetrics(mesh: SyntheticMesh, times: SampleTimes): Generator<string> {
  const edges = syntheticEdges(mesh)
  yield '# TYPE istio_requests counter\n'
  for (const edge of edges) for (const reporter of reporters) yield requests(mesh, { edge, reporter, times })
  yield '# TYPE istio_request_duration_milliseconds histogram\n'
  for (const edge of edges) for (const reporter of reporters) yield durations(mesh, { edge, reporter, times })
  yield '# EOF\n'
}

const reporters = ['source', 'destination'] as const
type Series = { edge: Edge; reporter: (typeof reporters)[number]; times: SampleTimes }

function requests(mesh: SyntheticMesh, { edge, reporter, times }: Series): string {
  const failing = edge.source % 17 === 0 ? 0.02 : 0
  const shares = [
    ['200', 1 - failing],
    ['503', failing],
  ] as const
  return shares
    .filter(([, share]) => share > 0)
    .map(([code, share]) =>
      samples(`istio_requests_total{${labels(mesh, edge, reporter)},response_code="${code}"}`, edge.rps * share, times),
    )
    .join('')
}

function durations(mesh: SyntheticMesh, { edge, reporter, times }: Series): string {
  const name = 'istio_request_duration_milliseconds'
  const own = `${labels(mesh, edge, reporter)},response_code="200"`
  const below = (limit: number) => 1 - Math.exp(-limit / edge.typicalMs)
  const finite = buckets.map((limit) => samples(`${name}_bucket{${own},le="${limit}"}`, edge.rps * below(limit), times))
  const rest = [
    samples(`${name}_bucket{${own},le="+Inf"}`, edge.rps, times),
    samples(`${name}_count{${own}}`, edge.rps, times),
    samples(`${name}_sum{${own}}`, edge.rps * edge.typicalMs, times),
  ]
  return [...finite, ...rest].join('')
}

function samples(series: string, perSecond: number, { endSeconds, stepSeconds, count }: SampleTimes): string {
  let text = ''
  for (let index = 0; index < count; index++)
    text += `${series} ${Math.round(perSecond * stepSeconds * index * 1_000) / 1_000} ${endSeconds - stepSeconds * (count - 1 - index)}\n`
  return text
}

function labels({ namespaces }: SyntheticMesh, { source, target }: Edge, reporter: string): string {
  const place = (workload: number) => ({ name: `w${workload}`, namespace: `ns${workload % namespaces}` })
  const [from, to] = [place(source), place(target)]
  const principal = ({ name, namespace }: { name: string; namespace: string }) =>
    `spiffe://cluster.local/ns/${namespace}/sa/${name}`
  const pairs = {
    reporter,
    source_workload: `${from.name}-v1`,
    source_workload_namespace: from.namespace,
    source_canonical_service: from.name,
    source_canonical_revision: 'v1',
    source_principal: principal(from),
    source_app: from.name,
    source_version: 'v1',
    source_cluster: 'Kubernetes',
    destination_workload: `${to.name}-v1`,
    destination_workload_namespace: to.namespace,
    destination_principal: principal(to),
    destination_app: to.name,
    destination_version: 'v1',
    destination_service: `${to.name}.${to.namespace}.svc.cluster.local`,
    destination_canonical_service: to.name,
    destination_canonical_revision: 'v1',
    destination_service_name: to.name,
    destination_service_namespace: to.namespace,
    destination_cluster: 'Kubernetes',
    request_protocol: 'http',
    grpc_response_status: '',
    response_flags: '-',
    connection_security_policy: reporter === 'destination' ? 'mutual_tls' : 'unknown',
  }
  return Object.entries(pairs)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')
}
