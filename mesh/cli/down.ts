import { stopRecordedPods } from '../cluster/node-agent/pods/stop-recorded-pods.ts'
import { readInstance } from './instance-lock.ts'
import { isAlive } from './process-identity.ts'
import { waitUntil } from './readiness.ts'
import { stopGroup } from './supervised-process.ts'
import { removeState } from './state-file.ts'

/** Stops what `up` started in this checkout; resolves to the sentence for the terminal. */
export async function down(dir: string): Promise<string> {
  const instance = readInstance(dir)
  if (instance === undefined) return 'nothing runs in this checkout'
  const { supervisor, children } = instance
  if (isAlive(supervisor)) {
    process.kill(supervisor.pid, 'SIGTERM')
    if (await waitUntil(() => !isAlive(supervisor), 15_000)) return 'stopped'
  }
  await Promise.all(Object.values(children).map((identity) => stopGroup(identity, 5_000)))
  // A node agent that was killed leaves its pods running.
  await stopRecordedPods(dir, 2_000)
  removeState(dir)
  return 'stopped what an earlier run had left behind'
}
