'use client'
import type { LayoutInput } from './layout-input.ts'
import type { LayoutAnswer, LayoutTask } from './layout-messages.ts'
import type { Positions } from './positions.ts'

/** The longest a layout may take: then the nodes are placed one beside the other, see PositionSession. */
const deadlineMs = 15_000

type Waiting = { resolve: (positions: Positions) => void; reject: (error: Error) => void; timer: number }

let thread: Worker | undefined
const waiting = new Map<number, Waiting>()
let lastId = 0

/** Starts the worker; called while the data is still on its way, so that both load at once. */
export function startLayoutThread(): Worker {
  if (thread !== undefined) return thread
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<LayoutAnswer>) => settle(data))
  worker.addEventListener('error', () => giveUp('the layout thread could not run'))
  thread = worker
  return worker
}

/** Lays out in the worker. Rejects when that fails or takes too long; the next layout starts another worker then. */
export function layOutInThread(input: LayoutInput): Promise<Positions> {
  lastId += 1
  const task: LayoutTask = { id: lastId, input }
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(() => giveUp('the layout took too long'), deadlineMs)
    waiting.set(task.id, { resolve, reject, timer })
    startLayoutThread().postMessage(task)
  })
}

function settle(answer: LayoutAnswer): void {
  const task = waiting.get(answer.id)
  if (task === undefined) return
  waiting.delete(answer.id)
  clearTimeout(task.timer)
  if ('failure' in answer) task.reject(new Error(answer.failure))
  else task.resolve(answer.positions)
}

function giveUp(reason: string): void {
  thread?.terminate()
  thread = undefined
  const tasks = [...waiting.values()]
  waiting.clear()
  for (const { reject, timer } of tasks) {
    clearTimeout(timer)
    reject(new Error(reason))
  }
}
