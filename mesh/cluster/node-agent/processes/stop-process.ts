import { setTimeout as delay } from 'node:timers/promises'
import type { ContainerProcess } from './container-process.ts'
import { isAlive, signalGroup, type ProcessIdentity } from './process-identity.ts'

/** Ends a container's process group: SIGTERM, then SIGKILL once `graceMs` have passed. */
export async function stopProcess({ identity, exited }: ContainerProcess, graceMs: number): Promise<void> {
  if (graceMs > 0) {
    signalGroup(identity, 'SIGTERM')
    const timer = new AbortController()
    await Promise.race([exited, delay(graceMs, undefined, { signal: timer.signal }).catch(() => undefined)])
    timer.abort()
  }
  if (isAlive(identity)) signalGroup(identity, 'SIGKILL')
  await exited
}

/** Ends a recorded process that nobody watches any more; only if it is still that very process. */
export async function stopStale(identity: ProcessIdentity, graceMs: number): Promise<void> {
  if (!isAlive(identity)) return
  signalGroup(identity, 'SIGTERM')
  const deadline = Date.now() + graceMs
  while (isAlive(identity) && Date.now() < deadline) await delay(50)
  if (isAlive(identity)) signalGroup(identity, 'SIGKILL')
}
