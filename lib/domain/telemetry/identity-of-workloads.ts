import { UNKNOWN } from '../model/names.ts'
import type { TelemetryLabels } from './samples.ts'

interface Canonical {
  readonly service: string
  readonly revision: string
}

/**
 * Completes lean series from the requests' full ones: a workload has one canonical name and revision. That spares the
 * largest queries their longest labels.
 */
export function completerFrom(requests: Iterable<TelemetryLabels>): <T extends TelemetryLabels>(sample: T) => T {
  const known = new Map<string, Canonical>()
  const learn = (namespace: string, workload: string, canonical: Canonical) => {
    if (workload !== UNKNOWN && canonical.service !== UNKNOWN) known.set(`${namespace}/${workload}`, canonical)
  }
  for (const request of requests) {
    const { sourceCanonicalService, sourceCanonicalRevision } = request
    learn(request.sourceNamespace, request.sourceWorkload, {
      service: sourceCanonicalService,
      revision: sourceCanonicalRevision,
    })
    const { destinationCanonicalService: service, destinationCanonicalRevision: revision } = request
    learn(request.destinationNamespace, request.destinationWorkload, { service, revision })
  }
  return (sample) => {
    const source = known.get(`${sample.sourceNamespace}/${sample.sourceWorkload}`)
    const destination = known.get(`${sample.destinationNamespace}/${sample.destinationWorkload}`)
    return {
      ...sample,
      ...(source && { sourceCanonicalService: source.service, sourceCanonicalRevision: source.revision }),
      ...(destination && {
        destinationCanonicalService: destination.service,
        destinationCanonicalRevision: destination.revision,
      }),
    }
  }
}
