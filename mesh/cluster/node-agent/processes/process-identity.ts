import { readFileSync } from 'node:fs'

/** A process that can't be mistaken for a later one with the same pid. `startTicks` is field 22 of /proc/PID/stat. */
export type ProcessIdentity = { readonly pid: number; readonly startTicks: string }

/** Identity of a running process, or undefined when there is none. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid)
  return stat === undefined ? undefined : { pid, startTicks: stat.startTicks }
}

/** Whether that very process still runs. A zombie has ended: only its parent has not noticed. */
export function isAlive({ pid, startTicks }: ProcessIdentity): boolean {
  const stat = readStat(pid)
  return stat !== undefined && stat.startTicks === startTicks && stat.state !== 'Z' && stat.state !== 'X'
}

/** Signals the process group that the process leads; a group that is gone is no error. */
export function signalGroup({ pid }: ProcessIdentity, signal: NodeJS.Signals): void {
  // 0 and 1 would mean our own group and every process.
  if (pid <= 1) return
  try {
    process.kill(-pid, signal)
  } catch {
    // it ended meanwhile
  }
}

function readStat(pid: number): { state: string; startTicks: string } | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return undefined
  }
}

/** State and start time of a line of /proc/PID/stat (proc(5)); the name in it may hold spaces and parentheses. */
export function parseStat(line: string): { state: string; startTicks: string } {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0] ?? '', startTicks: fields[19] ?? '' }
}
