import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { request as requestSecure } from 'node:https'
import { connect } from 'node:net'
import type { Container, Probe } from '../../objects/container.ts'
import type { Launch } from '../processes/container-process.ts'

export type ProbeResult = { readonly ok: true } | { readonly ok: false; readonly message: string }

export type ProbeTarget = {
  readonly container: Container
  /** Address that `httpGet` and `tcpSocket` reach when they name no host. */
  readonly address: string
  /** Environment and folder for `exec`. */
  readonly launch: Launch
}

const passed: ProbeResult = { ok: true }
const failed = (message: string): ProbeResult => ({ ok: false, message })

/** Asks once. Never throws: what goes wrong is a failed probe with a sentence. */
export async function runProbe(probe: Probe, target: ProbeTarget): Promise<ProbeResult> {
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000
  if (probe.httpGet !== undefined) return httpGet(probe.httpGet, target, timeoutMs)
  if (probe.tcpSocket !== undefined) return tcpConnect(probe.tcpSocket, target, timeoutMs)
  if (probe.exec !== undefined) return runCommand(probe.exec.command ?? [], target.launch, timeoutMs)
  return passed
}

function httpGet(
  { path = '/', port, host, scheme = 'HTTP', httpHeaders = [] }: NonNullable<Probe['httpGet']>,
  target: ProbeTarget,
  timeoutMs: number,
): Promise<ProbeResult> {
  const number = portNumber(port, target.container)
  if (number === undefined) return Promise.resolve(failed(`port "${port}" is not a port of the container`))
  const headers = Object.fromEntries(httpHeaders.map(({ name, value }) => [name, value]))
  const options = { host: host ?? target.address, port: number, path, headers, agent: false, rejectUnauthorized: false }
  const url = `${scheme.toLowerCase()}://${options.host}:${number}${path}`
  return new Promise((resolve) => {
    const ask = scheme === 'HTTPS' ? requestSecure : request
    const sent = ask({ ...options, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      const code = response.statusCode ?? 0
      resolve(code >= 200 && code < 400 ? passed : failed(`HTTP probe failed with statuscode: ${code}`))
      response.destroy()
    })
    sent.on('error', (error) => resolve(failed(`Get "${url}": ${error.message}`)))
    sent.end()
  })
}

function tcpConnect(
  { port, host }: NonNullable<Probe['tcpSocket']>,
  target: ProbeTarget,
  timeoutMs: number,
): Promise<ProbeResult> {
  const number = portNumber(port, target.container)
  if (number === undefined) return Promise.resolve(failed(`port "${port}" is not a port of the container`))
  return new Promise((resolve) => {
    const socket = connect({ host: host ?? target.address, port: number })
    const done = (result: ProbeResult) => {
      socket.destroy()
      resolve(result)
    }
    socket.setTimeout(timeoutMs, () => done(failed(`dial tcp ${target.address}:${number}: i/o timeout`)))
    socket.once('connect', () => done(passed))
    socket.once('error', (error) => done(failed(`dial tcp: ${error.message}`)))
  })
}

/** Runs a program in the container's environment and folder; exit code 0 passes. */
export function runCommand(command: readonly string[], { env, cwd }: Launch, timeoutMs: number): Promise<ProbeResult> {
  const [program = '', ...args] = command
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, cwd, stdio: 'ignore', timeout: timeoutMs, killSignal: 'SIGKILL' })
    child.once('error', (error) => resolve(failed(error.message)))
    child.once('exit', (code, signal) =>
      resolve(code === 0 ? passed : failed(`command "${command.join(' ')}" ended with ${code ?? signal}`)),
    )
  })
}

function portNumber(port: number | string, { ports = [] }: Container): number | undefined {
  if (typeof port === 'number') return port
  const named = ports.find(({ name }) => name === port)?.containerPort
  return named ?? (/^\d+$/.test(port) ? Number(port) : undefined)
}
