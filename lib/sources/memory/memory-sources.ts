import { HeddleError } from '../../domain/model/heddle-error.ts'
import { attributesOf } from '../../domain/tracing/attributes.ts'
import type { Trace, TraceSummary } from '../../domain/tracing/model.ts'
import { conventionOfAll } from '../../domain/tracing/service-names.ts'
import { summarizeTrace } from '../../domain/tracing/summary.ts'
import type {
  ControlPlaneSource,
  FoundTraces,
  LogRequest,
  LogSource,
  ProxyPicture,
  ProxySecret,
  ProxyStatus,
  ResourceAcknowledgement,
  TraceSearch,
  TraceSource,
} from '../ports.ts'

/** Logs by `pod/container`; a container without an entry does not exist. */
export class MemoryLogs implements LogSource {
  readonly held = new Map<string, readonly string[]>()
  failure: string | null = null

  async lines({ pod, container, tailLines }: LogRequest): Promise<readonly string[]> {
    if (this.failure !== null) throw new HeddleError('SOURCE_UNAVAILABLE', this.failure)
    const lines = this.held.get(`${pod}/${container}`)
    if (lines === undefined) throw new HeddleError('NOT_FOUND', `There is no container ${container} in ${pod}.`)
    return tailLines === null ? lines : lines.slice(-tailLines)
  }
}

/** Traces that are there; the search looks at time, duration, errors and services. */
export class MemoryTraces implements TraceSource {
  traces: readonly Trace[] = []
  failure: string | null = null

  async search(search: TraceSearch): Promise<FoundTraces> {
    this.#requireReachable()
    const found = this.traces.filter((trace) => isWanted(trace, search))
    const items = found.slice(0, search.limit)
    const services = [...new Set(items.flatMap(({ spans }) => spans.map(({ service }) => service)))]
    return {
      items: items.map(summarizeTrace),
      limited: found.length > search.limit,
      attributes: new Map(items.map((trace) => [trace.traceId, attributesOf(trace)])),
      searched: { asked: search.service ?? search.workload ?? null, services, convention: conventionOfAll(services) },
    }
  }

  async get(traceId: string): Promise<Trace | null> {
    this.#requireReachable()
    return this.traces.find((trace) => trace.traceId === traceId) ?? null
  }

  async version(): Promise<string | null> {
    this.#requireReachable()
    return null
  }

  #requireReachable(): void {
    if (this.failure !== null) throw new HeddleError('SOURCE_UNAVAILABLE', this.failure)
  }
}

function isWanted(trace: Trace, search: TraceSearch): boolean {
  const { operation, tags = [] } = search
  return (
    matches(summarizeTrace(trace), search) &&
    trace.spans.some(
      (span) =>
        (operation === undefined || span.operation === operation) &&
        tags.every(({ key, value }) => span.tags[key] === value),
    )
  )
}

function matches(summary: TraceSummary, search: TraceSearch): boolean {
  const seconds = summary.startUs / 1_000_000
  if (seconds < search.start || seconds > search.end) return false
  if (search.minDurationUs !== undefined && summary.durationUs < search.minDurationUs) return false
  if (search.errorsOnly && summary.errorCount === 0) return false
  return search.service === undefined || summary.services.some(({ name }) => name === search.service)
}

/** A control plane whose answers are set. */
export class MemoryControlPlane implements ControlPlaneSource {
  held: readonly ProxyStatus[] = []
  acknowledged: ResourceAcknowledgement | null = null
  failure: string | null = null
  readonly dumps = new Map<string, unknown>()
  readonly heldSecrets = new Map<string, readonly ProxySecret[]>()
  now: () => number = () => 1_800_000_000_000
  readAt: number | null = null

  async proxies(): Promise<readonly ProxyStatus[]> {
    this.#requireReachable()
    return this.held
  }

  async picture(): Promise<ProxyPicture> {
    if (this.failure !== null && this.readAt === null) throw new HeddleError('SOURCE_UNAVAILABLE', this.failure)
    if (this.failure === null) this.readAt = this.now()
    return { proxies: this.held, readAt: this.readAt ?? this.now(), failure: this.failure }
  }

  async configDump(proxyId: string): Promise<unknown> {
    this.#requireReachable()
    return this.dumps.get(proxyId) ?? null
  }

  async secrets(proxyId: string): Promise<readonly ProxySecret[] | null> {
    this.#requireReachable()
    return this.heldSecrets.get(proxyId) ?? null
  }

  async acknowledgement(): Promise<ResourceAcknowledgement | null> {
    this.#requireReachable()
    return this.acknowledged
  }

  async version(): Promise<string | null> {
    this.#requireReachable()
    return this.held[0]?.version ?? null
  }

  #requireReachable(): void {
    if (this.failure !== null) throw new HeddleError('SOURCE_UNAVAILABLE', this.failure)
  }
}
