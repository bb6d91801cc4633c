import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { ControlPlaneMetrics, MeshMetricsSource, PrometheusFacts } from '../metrics-port.ts'

/** A Prometheus whose word of the mesh's machinery is set. */
export class MemoryMeshMetrics implements MeshMetricsSource {
  failure: string | null = null
  held: ControlPlaneMetrics = {
    instances: [],
    pushes: {},
    rejects: {},
    rootExpiresAt: null,
    query: { query: 'up', samples: 0 },
  }
  facts: PrometheusFacts = { targets: 0, down: [], retention: null, startedAt: null }

  async controlPlane(): Promise<ControlPlaneMetrics> {
    this.#requireReachable()
    return this.held
  }

  async prometheus(): Promise<PrometheusFacts> {
    this.#requireReachable()
    return this.facts
  }

  #requireReachable(): void {
    if (this.failure !== null) throw new HeddleError('SOURCE_UNAVAILABLE', this.failure)
  }
}
