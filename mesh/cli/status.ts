import { readInstance } from './instance-lock.ts'
import { isAlive } from './process-identity.ts'
import { readState, type StateFile } from './state-file.ts'

export type Status = {
  running: boolean
  processes: { name: string; pid: number; alive: boolean }[]
  addresses: Omit<StateFile, 'token' | 'loginUrl'> | null
}

/** What runs in this checkout; secrets stay in state.json. */
export function status(dir: string): Status {
  const instance = readInstance(dir)
  const running = instance !== undefined && isAlive(instance.supervisor)
  const processes = Object.entries(instance?.children ?? {}).map(([name, identity]) => ({
    name,
    pid: identity.pid,
    alive: isAlive(identity),
  }))
  const state = running ? readState(dir) : undefined
  if (state === undefined) return { running, processes, addresses: null }
  const { token: _token, loginUrl: _loginUrl, ...addresses } = state
  return { running, processes, addresses }
}

/** The same for people. */
export function statusText({ running, processes, addresses }: Status): string {
  if (!running) return 'nothing runs in this checkout'
  const rows = processes.map(({ name, pid, alive }) => `${name.padEnd(14)} ${alive ? 'runs' : 'is down'}  pid ${pid}`)
  return [
    ...rows,
    addresses === null
      ? 'starting'
      : `console ${addresses.consoleUrl ?? 'not started'}, ingress ${addresses.ingressUrl}`,
  ].join('\n')
}
