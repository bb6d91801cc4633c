import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts'

const identity = z.object({ pid: z.number().int(), startTicks: z.string() })
const schema = z.object({ supervisor: identity, children: z.record(z.string(), identity) })

/** Who runs in this checkout: the supervisor and its children, each with its start time. */
export type Instance = z.infer<typeof schema>

const path = (dir: string) => join(dir, 'instance.json')

export function readInstance(dir: string): Instance | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path(dir), 'utf8')))
  } catch {
    return undefined
  }
}

/**
 * Claims the checkout for this process and hands over the children that a killed predecessor left behind.
 * @throws Error when another supervisor of this checkout still runs
 */
export function claimInstance(dir: string): ProcessIdentity[] {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const before = readInstance(dir)
  if (before !== undefined && isAlive(before.supervisor) && before.supervisor.pid !== process.pid)
    throw new Error(
      `this checkout already runs (process ${before.supervisor.pid}): use it, or stop it with "bin/heddle down"`,
    )
  writeInstance(dir, {})
  return Object.values(before?.children ?? {}).filter(isAlive)
}

export function writeInstance(dir: string, children: Record<string, ProcessIdentity>): void {
  writeFileSync(path(dir), JSON.stringify({ supervisor: identityOf(process.pid), children } satisfies Instance), {
    mode: 0o600,
  })
}

export function releaseInstance(dir: string): void {
  rmSync(path(dir), { force: true })
}
