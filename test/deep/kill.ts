import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type MeshProcess = 'console' | 'control-plane'

/** Kills a process of the mesh with -9, as a crash would; its supervisor starts it again. False where it is dead already. */
export function kill(dir: string, name: MeshProcess): boolean {
  const { children } = JSON.parse(readFileSync(join(dir, 'instance.json'), 'utf8')) as {
    children: Record<string, { pid: number }>
  }
  const child = children[name]
  if (child === undefined) return false
  try {
    return process.kill(child.pid, 'SIGKILL')
  } catch {
    return false
  }
}
