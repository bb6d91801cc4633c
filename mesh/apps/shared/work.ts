import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom, workDuration, type LatencyModel } from './latency.ts'

export type Work = (signal: AbortSignal) => Promise<void>

/** Stands for an app's own computing: waits as long as the model says, or until the client has gone. */
export function createWork(model: LatencyModel, seed: string): Work {
  const random = seededRandom(seed)
  return async (signal) => {
    await wait(workDuration(model, random), undefined, { signal })
  }
}
