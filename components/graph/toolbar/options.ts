import type { GraphType } from '../../../lib/domain/graph/model.ts'
import type { Option } from '../../ui/select.tsx'
import type { EdgeMetric } from '../model/graph-model.ts'

export const typeOptions: readonly Option<GraphType>[] = [
  { id: 'versionedApp', label: 'Versioned app' },
  { id: 'workload', label: 'Workload' },
  { id: 'app', label: 'App' },
  { id: 'service', label: 'Service' },
]

export const metricOptions: readonly Option<EdgeMetric>[] = [
  { id: 'rps', label: 'Requests/s' },
  { id: 'errors', label: 'Errors' },
  { id: 'p50', label: 'p50' },
  { id: 'p95', label: 'p95' },
  { id: 'p99', label: 'p99' },
  { id: 'bytes', label: 'Bytes/s' },
  { id: 'share', label: 'Share of caller' },
]
