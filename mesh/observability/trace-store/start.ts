import type { Logger } from '../../../lib/platform/logger.ts'
import { createIngestQueue, type IngestQueue } from './ingest-queue.ts'
import { startQueryServer } from './jaeger/query-server.ts'
import { createStoreMetrics, type StoreMetrics } from './metrics.ts'
import { startGrpcServer } from './otlp/grpc-server.ts'
import { startOtlpHttpServer } from './otlp/http-server.ts'
import { createReceive } from './receive.ts'
import type { TraceStoreSettings } from './settings.ts'
import { createFindSpans } from './storage/find-spans.ts'
import { createInsertSpans } from './storage/insert-spans.ts'
import { openDatabase } from './storage/open-database.ts'
import { createPrune, type Prune } from './storage/prune.ts'

export interface TraceStore {
  close(): Promise<void>
}

const pruneEveryMs = 5_000
const queueLimits = { maxSpans: 20_000, maxBatch: 2_000, flushMs: 250 }
const nowS = () => Math.floor(Date.now() / 1_000)

/**
 * Starts the store: database, queue, both OTLP servers, the query server and the background pruning.
 * @throws Error with one sentence when a port or the file can't be had
 */
export async function startTraceStore(settings: TraceStoreSettings, log: Logger): Promise<TraceStore> {
  const db = openDatabase(settings.path)
  const metrics = createStoreMetrics()
  const insert = createInsertSpans(db)
  const queue = createIngestQueue({
    ...queueLimits,
    write: (records) => {
      const done = metrics.writeSeconds.startTimer()
      insert(records, nowS())
      done()
    },
    onRefused: (error, spans) => {
      metrics.writeFailures.inc()
      log.error({ error: String(error), spans, path: settings.path }, 'spans could not be written and wait')
    },
  })
  const prune = createPrune(db)
  const stopPruning = pruneInBackground(() => pruneStep({ prune, settings, metrics, queue }), log)
  const receive = createReceive(queue, metrics)
  const malformed = (transport: string) => () => metrics.malformed.inc({ transport })
  const grpc = await listen('HEDDLE_OTLP_GRPC_PORT', settings.otlpGrpcPort, (port) =>
    startGrpcServer(port, { receive, onMalformed: malformed('grpc') }),
  )
  const otlp = await listen('HEDDLE_OTLP_HTTP_PORT', settings.otlpHttpPort, (port) =>
    startOtlpHttpServer(port, { receive, onMalformed: malformed('http') }),
  )
  const query = await listen('HEDDLE_TRACING_PORT', settings.queryPort, (port) =>
    startQueryServer(port, { find: createFindSpans(db), metrics, nowUs: () => Date.now() * 1_000 }),
  )
  const close = async () => {
    stopPruning()
    grpc.forceShutdown()
    for (const server of [otlp, query]) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    queue.close()
    db.close()
  }
  return { close }
}

async function listen<T>(variable: string, port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port)
  } catch (error) {
    throw new Error(`${variable} ${port} can't be used: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

interface PruneParts {
  readonly prune: Prune
  readonly settings: TraceStoreSettings
  readonly metrics: StoreMetrics
  readonly queue: IngestQueue
}

/** @returns whether something was removed, so that another step may be due */
function pruneStep({ prune, settings, metrics, queue }: PruneParts): boolean {
  const pruned = prune.once(settings.limits, nowS())
  if (pruned !== undefined) metrics.pruned.inc({ reason: pruned.reason }, pruned.spans)
  metrics.bytes.set(prune.usedBytes())
  metrics.queued.set(queue.size())
  return pruned !== undefined
}

/** Runs steps one at a time, at once while there is more to remove, giving requests a turn between them. */
function pruneInBackground(step: () => boolean, log: Logger): () => void {
  let timer: NodeJS.Timeout
  const turn = () => {
    let more = false
    try {
      more = step()
    } catch (error) {
      log.error({ error: String(error) }, 'old spans could not be removed')
    }
    timer = setTimeout(turn, more ? 10 : pruneEveryMs)
  }
  timer = setTimeout(turn, pruneEveryMs)
  return () => clearTimeout(timer)
}
