import { readFileSync } from 'node:fs'

/** A process that can't be mistaken for a later one with the same pid. `startTicks` is field 22 of /proc/PID/stat. */
export type ProcessIdentity = { pid: number; startTicks: string }

/** Start time of a running process in clock ticks since boot, or undefined when there is none (proc(5)). */
export function startTicksOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in field 2 may hold spaces and parentheses, so count from the last parenthesis.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, startTicks: startTicksOf(pid) ?? '' }
}

/** Whether that very process still runs. */
export function isAlive({ pid, startTicks }: ProcessIdentity): boolean {
  return startTicks !== '' && startTicksOf(pid) === startTicks
}
