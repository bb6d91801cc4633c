import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { kubernetesObject, objectMeta, type KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import type { Logger } from '../../../lib/platform/logger.ts'
import { backoffMs } from './backoff.ts'
import { type ClusterHttp, ClusterHttpError } from './cluster-port.ts'
import { collectionPath, type WatchedKind } from './kinds.ts'
import type { ObjectSink } from './object-store.ts'

export interface ReflectorInput {
  readonly http: ClusterHttp
  readonly kind: WatchedKind
  readonly sink: ObjectSink
  readonly logger: Logger
  readonly signal: AbortSignal
}

/** A watch that says nothing, not even a bookmark, for this long is taken for dead. */
const idleMs = 150_000
const watchSeconds = 240
/** How long to wait before asking again for a kind that the API server does not have or does not show us. */
const absentRetryMs = 10_000

const list = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }), items: z.array(z.unknown()) })
const watchEvent = z.looseObject({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.looseObject({
    metadata: objectMeta.optional(),
    code: z.number().optional(),
    message: z.string().optional(),
  }),
})

/**
 * Keeps the sink equal to one collection until the signal aborts: list, then watch from the list's version; bookmarks
 * move the version on, 410 lists again, any other failure is retried with backoff while the sink keeps the last state.
 */
export async function runReflector(input: ReflectorInput): Promise<void> {
  let failures = 0
  let version: string | undefined
  // Only an opened watch is a success: a dead server must not be asked again and again at the first delay.
  const opened = () => (failures = 0)
  while (!input.signal.aborted) {
    try {
      version ??= await listOnce(input)
      version = await watchOnce(input, version, opened)
      await pause(backoffMs(1, Math.random()), input.signal)
    } catch (error) {
      if (input.signal.aborted) return
      if (expired(error)) version = undefined
      failures += 1
      await waitAfter(input, error, failures)
    }
  }
}

async function listOnce({ http, kind, sink, signal }: ReflectorInput): Promise<string> {
  const answer = list.parse(await http.json({ method: 'GET', path: collectionPath(kind), signal }))
  sink.replace(
    kind.kind,
    answer.items.flatMap((item) => asObject(item, kind)),
  )
  return answer.metadata.resourceVersion
}

async function watchOnce(input: ReflectorInput, from: string, opened: () => void): Promise<string> {
  const { http, kind, signal } = input
  const query = new URLSearchParams({
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: from,
    timeoutSeconds: String(watchSeconds),
  })
  const body = await http.stream({ method: 'GET', path: `${collectionPath(kind)}?${query.toString()}`, signal })
  opened()
  body.setTimeout(idleMs, () => body.destroy(new Error('the watch went silent')))
  let version = from
  for await (const line of createInterface({ input: body })) {
    if (line !== '') version = applyEvent(input, line) ?? version
  }
  return version
}

function applyEvent({ kind, sink }: ReflectorInput, line: string): string | undefined {
  const { type, object } = watchEvent.parse(JSON.parse(line))
  if (type === 'ERROR') throw new ClusterHttpError(object.code ?? 500, `watch of ${kind.plural}`, object.message ?? '')
  if (type !== 'BOOKMARK') {
    const [item] = asObject(object, kind)
    if (item !== undefined) applyItem(sink, type, item)
  }
  return object.metadata?.resourceVersion
}

function applyItem(sink: ObjectSink, type: string, item: KubernetesObject): void {
  if (type === 'DELETED') sink.remove(item)
  else sink.upsert(item)
}

// List items carry neither kind nor apiVersion; an object without a name is not one.
function asObject(item: unknown, { kind, apiVersion }: WatchedKind): KubernetesObject[] {
  const parsed = kubernetesObject.safeParse(
    typeof item === 'object' && item !== null ? { ...item, kind, apiVersion } : item,
  )
  return parsed.success && parsed.data.metadata.name !== undefined ? [parsed.data] : []
}

async function waitAfter(input: ReflectorInput, error: unknown, failures: number): Promise<void> {
  const { kind, logger, sink, signal } = input
  const absent = error instanceof ClusterHttpError && (error.status === 404 || error.status === 403) && !kind.required
  if (absent) sink.replace(kind.kind, [])
  if (failures === 1 && !expired(error))
    logger.warn({ kind: kind.kind, error: String(error) }, 'reading the cluster failed, serving the last state')
  const ms = absent ? absentRetryMs : backoffMs(failures, Math.random())
  await pause(ms, signal)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal }).catch(() => undefined)
}

function expired(error: unknown): boolean {
  return error instanceof ClusterHttpError && error.status === 410
}
