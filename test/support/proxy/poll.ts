import { setTimeout as delay } from 'node:timers/promises'

/** Repeats `probe` until it gives a value; after `timeoutMs` it throws the last reason. */
export async function eventually<T>(probe: () => Promise<T | undefined>, timeoutMs = 15_000): Promise<T> {
  const deadline = performance.now() + timeoutMs
  let reason: unknown = new Error('the condition never held')
  while (performance.now() < deadline) {
    try {
      const value = await probe()
      if (value !== undefined) return value
    } catch (error) {
      reason = error
    }
    await delay(100)
  }
  throw reason
}
