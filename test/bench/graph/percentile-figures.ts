import { quantile, type Figure } from '../figure.ts'
import { timedGraph } from './graph-console.ts'
import { meshes, type MeshName } from './synthetic-mesh.ts'

const RUNS = 3
const labels =
  'le,source_cluster,source_workload_namespace,source_workload,destination_cluster,destination_workload_namespace,destination_workload,destination_service_name,destination_service_namespace,request_protocol'

export type Compared = { url: string; prometheusUrl: string; endSeconds: number; name: MeshName }

/**
 * The layer of percentiles from raw histograms, against asking the same Prometheus namespace after namespace for the same
 * three percentiles: for each what callees report and what callers report.
 */
export async function percentileFigures({ url, prometheusUrl, endSeconds, name }: Compared): Promise<Figure[]> {
  const ours: number[] = []
  const theirs: number[] = []
  await timedGraph(url, `layers=percentiles&at=${endSeconds}`)
  for (let run = 0; run < RUNS; run++) {
    const at = endSeconds - run - 1
    ours.push((await timedGraph(url, `layers=percentiles&at=${at}`)).ms)
    theirs.push(await namespaceAfterNamespace(prometheusUrl, name, at))
  }
  const [own, other] = [quantile(ours, 0.5), quantile(theirs, 0.5)]
  return [
    { name: `${name}: percentiles of every edge from raw histograms, p50`, value: own, unit: 'ms' },
    { name: `${name}: the same namespace after namespace, p50`, value: other, unit: 'ms' },
    {
      name: `${name}: times faster than namespace after namespace`,
      value: other / own,
      unit: '×',
      limit: { atLeast: 3 },
    },
  ]
}

async function namespaceAfterNamespace(prometheusUrl: string, name: MeshName, at: number): Promise<number> {
  const started = performance.now()
  for (let place = 0; place < meshes[name].namespaces; place++)
    for (const matchers of [
      `reporter="destination",destination_service_namespace="ns${place}"`,
      `reporter="source",source_workload_namespace="ns${place}"`,
    ])
      for (const q of [0.5, 0.95, 0.99]) {
        const rates = `rate(istio_request_duration_milliseconds_bucket{${matchers}}[60s])`
        const query = `histogram_quantile(${q},sum by(${labels})(${rates}))`
        const body = new URLSearchParams({ query, time: String(at) })
        const response = await fetch(`${prometheusUrl}/api/v1/query`, { method: 'POST', body })
        if (!response.ok) throw new Error(await response.text())
        await response.json()
      }
  return performance.now() - started
}
