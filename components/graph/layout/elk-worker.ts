'use client'
import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js'

let elk: InstanceType<typeof ELK> | undefined

/** Starts the worker; called while the data is still on its way, so that both load at once. */
export function startElk(): InstanceType<typeof ELK> {
  elk ??= new ELK({ workerFactory: () => new Worker(new URL('elkjs/lib/elk-worker.min.js', import.meta.url)) })
  return elk
}

/** Lays out in the worker. */
export function layOutInWorker(graph: ElkNode): Promise<ElkNode> {
  return startElk().layout(graph)
}
