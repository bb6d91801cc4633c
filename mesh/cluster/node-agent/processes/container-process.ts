import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { identify, isAlive, signalGroup, type ProcessIdentity } from './process-identity.ts'

/** What to run: `argv[0]` is the program. */
export type Launch = { readonly argv: readonly string[]; readonly env: Record<string, string>; readonly cwd: string }

export type Exit = {
  readonly exitCode: number
  readonly signal?: number
  readonly reason?: string
  readonly message?: string
}

/** A container's main process, started by this agent or found running. It leads its own process group. */
export type ContainerProcess = {
  readonly identity: ProcessIdentity
  /** Resolves once, when the process has ended and the rest of its group was ended too. */
  readonly exited: Promise<Exit>
}

const adoptedPollMs = 500

/**
 * Starts a process whose output goes straight to a file, so that it outlives this agent unharmed.
 * @throws Error when the program can't be started
 */
export async function startProcess({ argv, env, cwd }: Launch, outputPath: string): Promise<ContainerProcess> {
  const [program = '', ...args] = argv
  const output = openSync(outputPath, 'a', 0o600)
  try {
    const child = spawn(program, args, { env, cwd, detached: true, stdio: ['ignore', output, output] })
    const exited = new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve(exitOf(code, signal))))
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    const pid = child.pid ?? 0
    child.unref()
    const identity = identify(pid) ?? { pid, startTicks: '' }
    return { identity, exited: exited.then((exit) => endGroup(identity, exit)) }
  } finally {
    closeSync(output)
  }
}

/** Takes over a process that an earlier agent started. Its exit code can't be known, only that it ended. */
export function adoptProcess(identity: ProcessIdentity): ContainerProcess {
  return { identity, exited: waitForEnd(identity) }
}

async function waitForEnd(identity: ProcessIdentity): Promise<Exit> {
  while (isAlive(identity)) await delay(adoptedPollMs, undefined, { ref: false })
  const message = 'The process ended while or after the node agent was away, so its exit code is not known.'
  return endGroup(identity, { exitCode: 137, reason: 'ContainerStatusUnknown', message })
}

function endGroup(identity: ProcessIdentity, exit: Exit): Exit {
  signalGroup(identity, 'SIGKILL')
  return exit
}

/** Exit code as a shell and Kubernetes give it: 128 + signal for a process that a signal ended. */
function exitOf(code: number | null, name: NodeJS.Signals | null): Exit {
  if (name === null) return { exitCode: code ?? 255 }
  const signal = constants.signals[name]
  return { exitCode: 128 + signal, signal }
}
