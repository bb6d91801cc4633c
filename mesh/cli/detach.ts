import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitUntil } from './readiness.ts'
import { removeState, statePath } from './state-file.ts'

/**
 * Runs `up` in the background and resolves when it serves.
 * @throws Error with the last words of the background process when it ends before
 */
export async function detach(dir: string, args: string[]): Promise<void> {
  mkdirSync(join(dir, 'logs'), { recursive: true, mode: 0o700 })
  const logPath = join(dir, 'logs/up.log')
  const log = openSync(logPath, 'w', 0o600)
  removeState(dir)
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')))
  const served = waitUntil(() => existsSync(statePath(dir)), 180_000)
  const result = await Promise.race([ended, served])
  if (result !== true) throw new Error(readFileSync(logPath, 'utf8').trim().split('\n').pop() ?? 'it ended at once')
  child.unref()
}
