import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { containerRecord } from '../containers/container-record.ts'
import { writePrivate } from '../volumes/write-volume.ts'

const podRecord = z.object({
  uid: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** N of 127.NETWORK.N.1. */
  index: z.number().int(),
  startTime: z.string(),
  containers: z.record(z.string(), containerRecord),
})

/** What outlives the agent: enough for the next one to take over a pod's processes, or to end them. */
export type PodRecord = z.infer<typeof podRecord>

const recordFile = 'record.json'

export function podDir(
  podsDir: string,
  { namespace, name, uid }: Pick<PodRecord, 'namespace' | 'name' | 'uid'>,
): string {
  return join(podsDir, `${namespace}_${name}_${uid}`)
}

export function writeRecord(dir: string, record: PodRecord): void {
  writePrivate(join(dir, recordFile), JSON.stringify(record))
}

/** Every readable record below a folder. A torn or foreign file is passed over. */
export function readRecords(podsDir: string): PodRecord[] {
  if (!existsSync(podsDir)) return []
  return readdirSync(podsDir).flatMap((entry) => {
    try {
      return [podRecord.parse(JSON.parse(readFileSync(join(podsDir, entry, recordFile), 'utf8')))]
    } catch {
      return []
    }
  })
}
