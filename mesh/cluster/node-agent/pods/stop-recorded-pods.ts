import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { stopStale } from '../processes/stop-process.ts'
import { podDir, readRecords } from './pod-record.ts'

/**
 * Ends every pod process that a dead agent left running, by its record, and forgets the pods. For the command line's
 * `down`: a living agent does this itself on SIGTERM.
 * @returns how many processes were looked at
 */
export async function stopRecordedPods(heddleDir: string, graceMs: number): Promise<number> {
  const podsDir = join(heddleDir, 'pods')
  const records = readRecords(podsDir)
  const identities = records.flatMap(({ containers }) =>
    Object.values(containers).flatMap(({ identity }) => identity ?? []),
  )
  await Promise.all(identities.map((identity) => stopStale(identity, graceMs)))
  for (const record of records) rmSync(podDir(podsDir, record), { recursive: true, force: true })
  return identities.length
}
