import { createServer } from 'node:net'

/** A port that `up` needs, and the variable that moves it. */
export type PortNeed = { variable: string; port: number; host: string }

/**
 * Binds each port for a moment.
 * @throws Error naming the first taken port and its variable, or two needs that share one port
 */
export async function requireFreePorts(needs: PortNeed[]): Promise<void> {
  const seen = new Map<number, string>()
  for (const { variable, port, host } of needs) {
    const other = seen.get(port)
    if (other !== undefined)
      throw new Error(`port ${port} is asked for twice, by ${other} and ${variable}: give each its own`)
    seen.set(port, variable)
    if (!(await canBind(port, host)))
      throw new Error(`port ${port} is taken: end the program that listens there, or set ${variable} to another port`)
  }
}

function canBind(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
