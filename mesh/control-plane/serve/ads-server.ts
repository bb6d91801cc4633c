import {
  Server,
  type ServerCredentials,
  status,
  type ServerDuplexStream,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import type { Logger } from '../../../lib/platform/logger.ts'
import { parseNodeId, type ProxyClaim } from '../registry/proxy.ts'
import { AuthenticationError, claimMismatch, type Authenticate, type TokenIdentity } from './authenticate.ts'
import { decodeRequest, encodeResponse, type DiscoveryRequest, type DiscoveryResponse } from './discovery-wire.ts'
import type { Fleet } from './fleet.ts'
import type { ServeMetrics } from './metrics.ts'
import type { ProxyStream } from './proxy-stream.ts'
import { typeOfUrl } from './type-urls.ts'

type Call = ServerDuplexStream<DiscoveryRequest, DiscoveryResponse>

export const adsMethod = '/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources'

const service: ServiceDefinition = {
  StreamAggregatedResources: {
    path: adsMethod,
    requestStream: true,
    responseStream: true,
    requestSerialize: () => Buffer.alloc(0),
    requestDeserialize: decodeRequest,
    responseSerialize: encodeResponse,
    responseDeserialize: () => undefined,
  },
}

export interface AdsServerInput {
  readonly fleet: Fleet
  readonly metrics: ServeMetrics
  readonly logger: Logger
  /** Checks the caller's token; without it the server is the plaintext one, which gives no secrets. */
  readonly authenticate?: Authenticate
}

/** A refusal that ends the stream, with its gRPC status. */
class Refusal extends Error {
  readonly code: status
  readonly reason: string

  constructor(code: status, reason: string, message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.reason = reason
  }
}

/**
 * Starts a server for the aggregated discovery service.
 * @throws Error when the port is taken
 */
export async function startAdsServer(
  input: AdsServerInput,
  address: string,
  credentials: ServerCredentials,
): Promise<Server> {
  const server = new Server({ 'grpc.keepalive_time_ms': 30_000, 'grpc.keepalive_timeout_ms': 10_000 })
  const implementation: UntypedServiceImplementation = {
    StreamAggregatedResources: (call: Call) => serveStream(input, call),
  }
  server.addService(service, implementation)
  await new Promise<number>((resolve, reject) =>
    server.bindAsync(address, credentials, (error, port) => (error === null ? resolve(port) : reject(error))),
  )
  return server
}

/** Requests of a stream are handled one after another; the first says who the proxy is. */
function serveStream(input: AdsServerInput, call: Call): void {
  let stream: ProxyStream | undefined
  let ended = false
  const open = async (request: DiscoveryRequest): Promise<ProxyStream> => {
    const joined = await joinFleet(input, call, request)
    if (ended) input.fleet.leave(joined)
    return joined
  }
  const handle = async (request: DiscoveryRequest): Promise<void> => {
    stream ??= await open(request)
    if (!ended) dispatch(stream, request)
  }
  let previous = Promise.resolve()
  call.on('data', (request: DiscoveryRequest) => {
    previous = previous
      .then(() => (ended ? undefined : handle(request)))
      .catch((error: unknown) => {
        ended = true
        refuse(input, call, error)
      })
  })
  const close = () => {
    ended = true
    if (stream !== undefined) input.fleet.leave(stream)
  }
  call.on('end', () => (close(), call.end()))
  call.on('error', close)
  call.on('cancelled', close)
}

async function joinFleet(
  { fleet, authenticate }: AdsServerInput,
  call: Call,
  request: DiscoveryRequest,
): Promise<ProxyStream> {
  const claim = claimOf(request)
  const identity = authenticate && (await identify(authenticate, call, claim))
  if (!fleet.isReady)
    throw new Refusal(status.UNAVAILABLE, 'not-ready', 'the control plane has not read the cluster yet')
  return fleet.join(claim, identity, (response) => void call.write(response))
}

function claimOf({ node }: DiscoveryRequest): ProxyClaim {
  const claim = node && parseNodeId(node.id, node)
  if (claim !== undefined) return claim
  const given = node === undefined ? 'missing' : JSON.stringify(node.id)
  throw new Refusal(status.INVALID_ARGUMENT, 'node-id', `node.id is ${given}: it must be ROLE~IP~POD.NAMESPACE~DOMAIN`)
}

async function identify(authenticate: Authenticate, call: Call, claim: ProxyClaim): Promise<TokenIdentity> {
  const [header] = call.metadata.get('authorization')
  const token = typeof header === 'string' && header.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined
  if (token === undefined) throw new Refusal(status.UNAUTHENTICATED, 'no-token', 'the stream carries no bearer token')
  const identity = await authenticate(token)
  const mismatch = claimMismatch(claim, identity)
  if (mismatch !== undefined) throw new Refusal(status.PERMISSION_DENIED, 'wrong-identity', mismatch)
  return identity
}

function dispatch(stream: ProxyStream, request: DiscoveryRequest): void {
  const type = typeOfUrl(request.typeUrl)
  if (type === undefined) return
  if (type === 'sds' && !stream.hasIdentity)
    throw new Refusal(
      status.PERMISSION_DENIED,
      'plaintext-secrets',
      'secrets are only given over TLS to a caller with a token',
    )
  stream.handle(type, request)
}

function refuse({ logger, metrics }: AdsServerInput, call: Call, error: unknown): void {
  const refusal = refusalOf(error)
  metrics.refused(refusal.reason)
  logger.warn({ peer: call.getPeer(), reason: refusal.message }, 'a stream was refused')
  call.emit('error', { code: refusal.code, details: refusal.message })
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof AuthenticationError)
    return new Refusal(error.transient ? status.UNAVAILABLE : status.UNAUTHENTICATED, 'token', error.message)
  return new Refusal(status.INTERNAL, 'internal', 'the stream could not be served')
}
