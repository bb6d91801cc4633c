import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import { workloadOfPod } from '../../domain/graph/config-facts.ts'
import { listAt, stringAt, valueAt } from '../../domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import { lineMatcher } from '../../domain/logs/line-filter.ts'
import { orderByTime } from '../../domain/logs/order-lines.ts'
import { parseLogLine } from '../../domain/logs/parse-line.ts'
import type { LogLine, LogsRequest, LogsResponse } from '../../contract/logs.ts'
import type { SourceFailure } from '../../contract/source-failure.ts'
import { forwardLimitBytes, type LogSource } from '../../sources/ports.ts'
import type { Call, Deps } from '../deps.ts'
import { kubernetesFailures } from '../graph/cluster-facts.ts'
import { requireNamespaces } from '../graph/get-graph.ts'

/** At most so many containers are read for one answer. */
const MOST_STREAMS = 60
const AT_ONCE = 8

interface Stream {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly workload: string
}

/** Lines of many pods and containers in one order, the newest kept. @throws HeddleError FORBIDDEN, NOT_FOUND */
export async function searchLogs({ deps, principal, input, signal }: Call<LogsRequest>): Promise<LogsResponse> {
  const wanted = [...new Set([input.namespace, ...input.namespaces])]
  requireNamespaces(principal, wanted)
  requireKnown(deps, wanted)
  const pods = deps.kubernetes.snapshot('Pod').items.filter((pod) => isAsked(pod, wanted, input))
  requirePod(deps, pods, input)
  const streams = pods.flatMap((pod) => streamsOf(pod, input.container))
  const question = questionOf(input, deps.now() / 1_000)
  const { lines, degraded, ...depth } = await readAll(streams.slice(0, MOST_STREAMS), (stream) =>
    readStream({ logs: deps.logs, question, stream, signal }),
  )
  signal?.throwIfAborted()
  const ordered = orderByTime(lines)
  return {
    lines: ordered.slice(-input.limit),
    limited: ordered.length > input.limit || streams.length > MOST_STREAMS,
    searched: { linesPerContainer: question.tailLines, ...depth },
    pods: pods.map((pod) => ({ name: pod.metadata.name ?? '', containers: containersOf(pod) })),
    degraded: [...kubernetesFailures(deps.kubernetes, ['Pod']), ...degraded],
  }
}

function requireKnown(deps: Deps, wanted: readonly string[]): void {
  const namespaces = deps.kubernetes.snapshot('Namespace')
  const unknown = wanted.find((name) => !namespaces.items.some(({ metadata }) => metadata.name === name))
  if (namespaces.synced && unknown !== undefined)
    throw new HeddleError('NOT_FOUND', `There is no namespace "${unknown}" in this mesh.`, { field: 'namespace' })
}

/** A pod that is asked for by its name must be there, and have the container: nothing would read like silence. */
function requirePod(deps: Deps, pods: readonly KubernetesObject[], { pod, container, ...input }: LogsRequest): void {
  if (pod === undefined || !deps.kubernetes.snapshot('Pod').synced) return
  const [found] = pods
  if (found === undefined) {
    const where = [...new Set([input.namespace, ...input.namespaces])].join(', ')
    const of = input.workload.length === 0 ? '' : ` of ${input.workload.join(', ')}`
    throw new HeddleError('NOT_FOUND', `There is no pod "${pod}"${of} in ${where}; its log went with it.`, {
      field: 'pod',
    })
  }
  const containers = pods.flatMap(containersOf)
  if (container === undefined || containers.includes(container)) return
  throw new HeddleError(
    'NOT_FOUND',
    `The pod "${pod}" has no container "${container}"; it has ${containers.join(', ')}.`,
    { field: 'container' },
  )
}

/** What every stream is asked. Times in Unix seconds. */
interface Question {
  readonly input: LogsRequest
  readonly start: number
  readonly end: number
  readonly sinceSeconds: number
  readonly tailLines: number | null
  readonly matches: (line: LogLine) => boolean
}

function questionOf(input: LogsRequest, now: number): Question {
  const end = input.at ?? now
  const after = input.after === undefined ? null : Date.parse(input.after) / 1_000
  const start = after ?? end - input.window
  const filtered = input.q !== undefined || input.traceId !== undefined || input.filter.length > 0
  // The newest lines are of no use for a moment in the past: there the time is read from its beginning.
  const tailLines = input.at !== undefined ? null : filtered ? input.depth : input.limit
  return { input, start, end, sinceSeconds: now - start, tailLines, matches: lineMatcher(input.filter) }
}

/** Whether reading forward came to its limit before the end of the time. */
function isCutOff(raw: readonly string[], end: number): boolean {
  const last = raw.at(-1)
  const characters = raw.reduce((sum, { length }) => sum + length + 1, 0)
  return last !== undefined && characters > forwardLimitBytes * 0.9 && Date.parse(last.slice(0, 20)) / 1_000 < end
}

interface Reading {
  readonly logs: LogSource
  readonly question: Question
  readonly stream: Stream
  readonly signal: AbortSignal | undefined
}

async function readStream({ logs, question, stream, signal }: Reading): Promise<ReadStream> {
  const { input, sinceSeconds, tailLines } = question
  const { namespace, pod, container } = stream
  const raw = await logs.lines({ namespace, pod, container, sinceSeconds, tailLines }, signal)
  const lines = raw
    .filter((line) => mayBeWanted(line, input))
    .flatMap((line) => lineOf(line, stream))
    .filter((line) => isWanted(line, question))
  const [oldest] = raw
  return {
    lines,
    complete: tailLines === null ? !isCutOff(raw, question.end) : raw.length < tailLines,
    oldest: oldest?.slice(0, oldest.indexOf(' ')) ?? null,
  }
}

function isAsked(pod: KubernetesObject, namespaces: readonly string[], { pod: name, workload }: LogsRequest): boolean {
  if (!namespaces.includes(pod.metadata.namespace ?? '')) return false
  if (name !== undefined && pod.metadata.name !== name) return false
  return workload.length === 0 || workload.includes(workloadOfPod(pod))
}

/** Containers and native sidecars; other init containers are over before anything happens. */
export function containersOf(pod: KubernetesObject): string[] {
  const sidecars = listAt(pod, 'spec', 'initContainers').filter((one) => valueAt(one, 'restartPolicy') === 'Always')
  return [...sidecars, ...listAt(pod, 'spec', 'containers')].flatMap((one) => stringAt(one, 'name') ?? [])
}

function streamsOf(pod: KubernetesObject, container: string | undefined): Stream[] {
  return containersOf(pod)
    .filter((name) => container === undefined || name === container)
    .map((name) => ({
      namespace: pod.metadata.namespace ?? '',
      pod: pod.metadata.name ?? '',
      container: name,
      workload: workloadOfPod(pod),
    }))
}

function lineOf(raw: string, { namespace, pod, container, workload }: Stream): LogLine[] {
  const parsed = parseLogLine(raw)
  if (parsed === null) return []
  const access = parsed.access === null ? null : { ...parsed.access }
  return [{ ...parsed, access, namespace, pod, container, workload }]
}

/** Parsing costs more than looking: a line without the words that any form of it must contain is not parsed. */
function mayBeWanted(raw: string, { traceId, q = '' }: LogsRequest): boolean {
  if (traceId !== undefined && !raw.includes(traceId)) return false
  // Other characters may be written differently in the raw line than in what is shown.
  return !/^[\w./-]+$/.test(q) || raw.replaceAll('\\/', '/').toLowerCase().includes(q.toLowerCase())
}

function isWanted(line: LogLine, { input, start, end, matches }: Question): boolean {
  // From when it began until when it was written: a tail must not miss what began before its last question.
  const [began, written] = [Date.parse(line.time) / 1_000, Date.parse(line.written ?? line.time) / 1_000]
  if (written < start || (input.at !== undefined && began > end) || !matches(line)) return false
  if (input.traceId !== undefined && line.traceId !== input.traceId && !line.message.includes(input.traceId))
    return false
  const { q } = input
  if (q === undefined || q === '') return true
  const wanted = q.toLowerCase()
  return [line.message, ...Object.values(line.access ?? {})].some((text) => text.toLowerCase().includes(wanted))
}

/** Lines of one container; `complete` when nothing older in the time was left unread. */
interface ReadStream {
  readonly lines: readonly LogLine[]
  readonly complete: boolean
  readonly oldest: string | null
}

interface ReadLines extends ReadStream {
  readonly degraded: readonly SourceFailure[]
}

/** Reads all streams, a few at a time. A container whose log can't be had is named; the others are shown. */
async function readAll(streams: readonly Stream[], read: (stream: Stream) => Promise<ReadStream>): Promise<ReadLines> {
  const waiting = [...streams]
  const lines: LogLine[] = []
  let complete = true
  let oldest: string | null = null
  const failures = new Map<string, string[]>()
  const worker = async () => {
    for (let stream = waiting.shift(); stream !== undefined; stream = waiting.shift()) {
      try {
        const found = await read(stream)
        for (const line of found.lines) lines.push(line)
        complete &&= found.complete
        // How far back it was looked in every container: the latest of their oldest lines, of those cut off.
        if (!found.complete && found.oldest !== null && (oldest === null || found.oldest > oldest))
          oldest = found.oldest
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
  return { lines, degraded, complete, oldest }
}
