import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import { workloadOfPod } from '../../domain/graph/config-facts.ts'
import { listAt, stringAt, valueAt } from '../../domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import { orderByTime } from '../../domain/logs/order-lines.ts'
import { parseLogLine } from '../../domain/logs/parse-line.ts'
import type { LogLine, LogsRequest, LogsResponse } from '../../contract/logs.ts'
import type { SourceFailure } from '../../contract/source-failure.ts'
import type { Call } from '../deps.ts'
import { kubernetesFailures } from '../graph/cluster-facts.ts'
import { requireNamespaces } from '../graph/get-graph.ts'

/** At most so many containers are read for one answer. */
const MOST_STREAMS = 60
const AT_ONCE = 8
/** Lines read per container when only some of them are wanted. */
const FILTERED_TAIL = 5_000

interface Stream {
  readonly pod: string
  readonly container: string
  readonly workload: string
}

/** Lines of many pods and containers in one order, the newest kept. @throws HeddleError FORBIDDEN, NOT_FOUND */
export async function searchLogs({ deps, principal, input, signal }: Call<LogsRequest>): Promise<LogsResponse> {
  requireNamespaces(principal, [input.namespace])
  const namespaces = deps.kubernetes.snapshot('Namespace')
  if (namespaces.synced && !namespaces.items.some(({ metadata }) => metadata.name === input.namespace))
    throw new HeddleError('NOT_FOUND', `There is no namespace "${input.namespace}" in this mesh.`, {
      field: 'namespace',
    })
  const pods = deps.kubernetes.snapshot('Pod').items.filter((pod) => isAsked(pod, input))
  const streams = pods.flatMap((pod) => streamsOf(pod, input.container))
  const now = deps.now() / 1_000
  const end = input.at ?? now
  const filtered = input.q !== undefined || input.traceId !== undefined
  // The newest lines are of no use for a moment in the past: there the time is read from its beginning.
  const tailLines = input.at !== undefined ? null : filtered ? FILTERED_TAIL : input.limit
  const read = async (stream: Stream) => {
    const raw = await deps.logs.lines(
      {
        namespace: input.namespace,
        pod: stream.pod,
        container: stream.container,
        sinceSeconds: now - end + input.window,
        tailLines,
      },
      signal,
    )
    return raw
      .filter((line) => mayBeWanted(line, input))
      .flatMap((line) => lineOf(line, stream))
      .filter((line) => isWanted(line, { input, end }))
  }
  const { lines, degraded } = await readAll(streams.slice(0, MOST_STREAMS), read)
  signal?.throwIfAborted()
  const ordered = orderByTime(lines)
  return {
    lines: ordered.slice(-input.limit),
    limited: ordered.length > input.limit || streams.length > MOST_STREAMS,
    pods: pods.map((pod) => ({ name: pod.metadata.name ?? '', containers: containersOf(pod) })),
    degraded: [...kubernetesFailures(deps.kubernetes, ['Pod']), ...degraded],
  }
}

function isAsked(pod: KubernetesObject, { namespace, pod: name, workload }: LogsRequest): boolean {
  if (pod.metadata.namespace !== namespace) return false
  if (name !== undefined && pod.metadata.name !== name) return false
  return workload.length === 0 || workload.includes(workloadOfPod(pod))
}

/** Containers and native sidecars; other init containers are over before anything happens. */
function containersOf(pod: KubernetesObject): string[] {
  const sidecars = listAt(pod, 'spec', 'initContainers').filter((one) => valueAt(one, 'restartPolicy') === 'Always')
  return [...sidecars, ...listAt(pod, 'spec', 'containers')].flatMap((one) => stringAt(one, 'name') ?? [])
}

function streamsOf(pod: KubernetesObject, container: string | undefined): Stream[] {
  return containersOf(pod)
    .filter((name) => container === undefined || name === container)
    .map((name) => ({ pod: pod.metadata.name ?? '', container: name, workload: workloadOfPod(pod) }))
}

function lineOf(raw: string, { pod, container, workload }: Stream): LogLine[] {
  const parsed = parseLogLine(raw)
  if (parsed === null) return []
  const access = parsed.access === null ? null : { ...parsed.access }
  return [{ ...parsed, access, pod, container, workload }]
}

/** Parsing costs more than looking: a line without the words that any form of it must contain is not parsed. */
function mayBeWanted(raw: string, { traceId, q = '' }: LogsRequest): boolean {
  if (traceId !== undefined && !raw.includes(traceId)) return false
  // Other characters may be written differently in the raw line than in what is shown.
  return !/^[\w./-]+$/.test(q) || raw.replaceAll('\\/', '/').toLowerCase().includes(q.toLowerCase())
}

function isWanted(line: LogLine, { input, end }: { input: LogsRequest; end: number }): boolean {
  const time = Date.parse(line.time) / 1_000
  if (time < end - input.window || (input.at !== undefined && time > end)) return false
  if (input.traceId !== undefined && line.traceId !== input.traceId && !line.message.includes(input.traceId))
    return false
  const { q } = input
  if (q === undefined || q === '') return true
  const wanted = q.toLowerCase()
  return [line.message, ...Object.values(line.access ?? {})].some((text) => text.toLowerCase().includes(wanted))
}

interface ReadLines {
  readonly lines: readonly LogLine[]
  readonly degraded: readonly SourceFailure[]
}

/** Reads all streams, a few at a time. A container whose log can't be had is named; the others are shown. */
async function readAll(streams: readonly Stream[], read: (stream: Stream) => Promise<LogLine[]>): Promise<ReadLines> {
  const waiting = [...streams]
  const lines: LogLine[] = []
  const failures = new Map<string, string[]>()
  const worker = async () => {
    for (let stream = waiting.shift(); stream !== undefined; stream = waiting.shift()) {
      try {
        for (const line of await read(stream)) lines.push(line)
      } catch (error) {
        const sentence = messageOf(error)
        failures.set(sentence, [...(failures.get(sentence) ?? []), `${stream.pod}/${stream.container}`])
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, streams.length) }, worker))
  const degraded = [...failures].map(([sentence, names]): SourceFailure => {
    const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
    return { source: 'logs', message: `${sentence} (${shown})`, since: null }
  })
  return { lines, degraded }
}
