import { createServer, type Server } from 'node:net'

const first = 16
const last = 250
/** No pod ever has this address: pod numbers end at 254 and this port is not one of Envoy's. */
const lockPort = 15999

/** The pods' 127.x.0.0/16, held by a listening socket for as long as this process lives. */
export type PodNetwork = { octet: number; release: () => void }

/**
 * Takes the first 127.x.0.0/16 that no other mesh on this machine holds.
 * @throws Error when all are held
 */
export async function takePodNetwork(): Promise<PodNetwork> {
  for (let octet = first; octet <= last; octet++) {
    const server = await hold(octet)
    if (server !== undefined) return { octet, release: () => server.close() }
  }
  throw new Error(`every pod network from 127.${first}.0.0 to 127.${last}.0.0 is held by another mesh on this machine`)
}

function hold(octet: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', () => resolve(undefined))
    server.listen({ port: lockPort, host: `127.${octet}.255.1`, exclusive: true }, () => {
      server.unref()
      resolve(server)
    })
  })
}
