import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Readiness } from './processes.ts'

/** Asks once whether a process serves. Any HTTP answer below 500 counts: 401 is an answer too. */
export async function isReady(readiness: Readiness): Promise<boolean> {
  switch (readiness.kind) {
    case 'started':
      return true
    case 'file':
      return existsSync(readiness.path)
    case 'http':
      return fetch(readiness.url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' }).then(
        async (response) => {
          await response.body?.cancel()
          return response.status < 500
        },
        () => false,
      )
  }
}

/** Polls a condition every 100 ms. Resolves false at the deadline or when aborted. */
export async function waitUntil(
  condition: () => Promise<boolean> | boolean,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline && signal?.aborted !== true) {
    if (await condition()) return true
    await delay(100)
  }
  return false
}
