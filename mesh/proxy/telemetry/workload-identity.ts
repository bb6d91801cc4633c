/** The labels that say which workload a proxy stands for, as they appear in every metric. */
export interface WorkloadIdentity {
  readonly workload: string
  readonly namespace: string
  readonly canonicalService: string
  readonly canonicalRevision: string
  readonly cluster: string
  /** The pod's `app` label, empty when it has none. */
  readonly app: string
  /** The pod's `version` label, empty when it has none. */
  readonly version: string
}

/** One Service: `host` is its full name, for example `reviews.bookinfo.svc.cluster.local`. */
export interface ServiceIdentity {
  readonly host: string
  readonly name: string
  readonly namespace: string
}

/** What a workload's identity is read from. */
export interface WorkloadFacts {
  readonly workloadName: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  readonly cluster: string
}

const serviceLabels = ['service.istio.io/canonical-name', 'app.kubernetes.io/name', 'app']
const revisionLabels = ['service.istio.io/canonical-revision', 'app.kubernetes.io/version', 'version']

/**
 * Identity of a workload by Istio's rule: the canonical service is the first of its three labels that is set, else the
 * workload's name; the canonical revision likewise, else `latest`.
 */
export function workloadIdentity(facts: WorkloadFacts): WorkloadIdentity {
  return {
    workload: facts.workloadName,
    namespace: facts.namespace,
    canonicalService: firstLabel(facts.labels, serviceLabels) ?? facts.workloadName,
    canonicalRevision: firstLabel(facts.labels, revisionLabels) ?? 'latest',
    cluster: facts.cluster,
    app: facts.labels['app'] ?? '',
    version: facts.labels['version'] ?? '',
  }
}

function firstLabel(labels: WorkloadFacts['labels'], names: readonly string[]): string | undefined {
  return names.map((name) => labels[name]).find((value) => value !== undefined && value !== '')
}
