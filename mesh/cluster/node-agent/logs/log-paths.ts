import { join } from 'node:path'

/** Files of one run (0 for the first start, then the restart count) of a container. */
export type RunPaths = {
  /** Where the process writes. */
  readonly raw: string
  /** How much of `raw` has been taken over into the log. */
  readonly offset: string
  /** Timestamped lines; older ones in `.1` and `.2`. */
  readonly log: string
}

export const rotations = 2

export function runPaths(containerDir: string, run: number): RunPaths {
  const base = join(containerDir, String(run))
  return { raw: `${base}.raw`, offset: `${base}.offset`, log: `${base}.log` }
}

/** The log's files, oldest first. */
export function logFiles(log: string): string[] {
  return [...Array.from({ length: rotations }, (_, index) => `${log}.${rotations - index}`), log]
}
