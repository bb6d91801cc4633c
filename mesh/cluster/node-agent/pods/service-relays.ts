import { connect, createServer, type Server, type Socket } from 'node:net'
import { z } from 'zod'
import { serviceAddress, serviceIndexAnnotation } from '../../../network/addresses.ts'
import type { Service } from '../../objects/service.ts'
import type { ApiClient } from '../cluster/api-client.ts'

const slices = z.looseObject({
  items: z.array(
    z.looseObject({
      ports: z.array(z.looseObject({ name: z.string().nullish(), port: z.number() })).nullish(),
      endpoints: z
        .array(
          z.looseObject({
            addresses: z.array(z.string()),
            conditions: z.looseObject({ ready: z.boolean().nullish() }).nullish(),
          }),
        )
        .nullish(),
    }),
  ),
})

export interface RelayInput {
  readonly client: ApiClient
  readonly podIp: string
  readonly namespace: string
  readonly services: readonly Service[]
}

const freshMs = 1_000

/**
 * What kube-proxy does, for a pod that has no sidecar to do it: each Service's address in this pod's view leads, one
 * connection after another, to its ready endpoints. The endpoint sees the pod's own address as its caller.
 */
export class ServiceRelays {
  readonly #input: RelayInput
  readonly #servers: Server[] = []
  readonly #sockets = new Set<Socket>()
  #turn = 0

  constructor(input: RelayInput) {
    this.#input = input
  }

  /** Listens; a port that can't be had is left out, its callers are refused as by a Service without endpoints. */
  start(): void {
    const { services, podIp } = this.#input
    for (const service of services) {
      const index = Number(service.metadata.annotations?.[serviceIndexAnnotation] ?? Number.NaN)
      if (!Number.isInteger(index)) continue
      for (const { name, port } of service.spec.ports)
        this.#listen(serviceAddress(podIp, index), port, this.#find(service, name))
    }
  }

  stop(): void {
    for (const server of this.#servers) server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #listen(host: string, port: number, find: () => Promise<Target[]>): void {
    const server = createServer((socket) => void this.#relay(socket, find))
    server.on('error', () => undefined)
    server.listen({ host, port, exclusive: true })
    this.#servers.push(server)
  }

  async #relay(socket: Socket, find: () => Promise<Target[]>): Promise<void> {
    this.#keep(socket)
    const targets = await find().catch(() => [])
    this.#turn += 1
    const target = targets[this.#turn % Math.max(1, targets.length)]
    if (target === undefined || socket.destroyed) return void socket.destroy()
    const there = connect({ ...target, localAddress: this.#input.podIp })
    this.#keep(there)
    socket.once('close', () => there.destroy())
    there.once('close', () => socket.destroy())
    socket.pipe(there).pipe(socket)
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => this.#sockets.delete(socket))
  }

  /** The ready endpoints of one port, asked for at most once a second. */
  #find({ metadata }: Service, portName: string | undefined): () => Promise<Target[]> {
    const { client, namespace } = this.#input
    const selector = encodeURIComponent(`kubernetes.io/service-name=${metadata.name}`)
    const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=${selector}`
    let known: Target[] = []
    let at = 0
    return async () => {
      if (Date.now() - at < freshMs) return known
      known = readyTargets(await client.call({ method: 'GET', path }), portName)
      at = Date.now()
      return known
    }
  }
}

export interface Target {
  readonly host: string
  readonly port: number
}

/** Address and port of each ready endpoint in a list of EndpointSlices, for the port of a name. */
export function readyTargets(answer: unknown, portName: string | undefined): Target[] {
  return slices.parse(answer).items.flatMap(({ ports, endpoints }) => {
    const port = (ports ?? []).find(({ name }) => (name ?? '') === (portName ?? ''))?.port
    if (port === undefined) return []
    const ready = (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false)
    return ready.flatMap(({ addresses: [host] }) => (host === undefined ? [] : [{ host, port }]))
  })
}
