import { connect, type Socket } from 'node:net'
import type { Upstream } from '../shared/environment.ts'
import type { UpstreamClient } from '../shared/upstream-client.ts'

const timeoutMs = 5_000

/** Sends one line to a store and resolves with the line that comes back, over one kept connection; answers come in order. */
export function createStoreClient({ service, host, port }: Upstream): UpstreamClient {
  let socket: Socket | undefined
  let waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = []
  const open = (): Socket => {
    if (socket !== undefined && !socket.destroyed) return socket
    const opened = connect(port, host)
    let rest = ''
    opened.setEncoding('utf8')
    opened.setTimeout(timeoutMs, () => waiting.length > 0 && opened.destroy())
    opened.on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) waiting.shift()?.resolve(line)
    })
    opened.on('error', () => undefined)
    opened.once('close', () => {
      for (const { reject } of waiting) reject(new Error(`${service} closed the connection`))
      waiting = []
    })
    socket = opened
    return opened
  }
  return ({ path: command }) =>
    new Promise((resolve, reject) => {
      const connection = open()
      waiting.push({ resolve, reject })
      connection.write(`${command}\n`)
    })
}
