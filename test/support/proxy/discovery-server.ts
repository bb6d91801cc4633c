import { Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js'
import protobuf from 'protobufjs'
import { z } from 'zod'
import type { KeyPairPem } from './certificates.ts'

const schema = `
syntax = "proto3";
message Locality { string region = 1; string zone = 2; }
message Node { string id = 1; string cluster = 2; Locality locality = 4; }
message Request { Node node = 2; string type_url = 4; string response_nonce = 5; }
message Response { string version_info = 1; string type_url = 4; string nonce = 5; }
`
const { root } = protobuf.parse(schema)
const request = z.object({
  node: z
    .object({
      id: z.string(),
      cluster: z.string(),
      locality: z.object({ region: z.string(), zone: z.string() }).nullish(),
    })
    .nullish(),
  typeUrl: z.string(),
  responseNonce: z.string().nullish(),
})

export interface DiscoveryRequest {
  readonly authorization: string | undefined
  readonly typeUrl: string | undefined
  readonly nodeId: string | undefined
  readonly nodeCluster: string | undefined
  readonly locality: { readonly region: string; readonly zone: string } | undefined
}

export interface DiscoveryServer {
  readonly port: number
  readonly requests: readonly DiscoveryRequest[]
  /** Streams opened so far. */
  streams(): number
  stop(): Promise<void>
}

const path = '/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources'
const raw = {
  requestSerialize: (value: Buffer) => value,
  requestDeserialize: (value: Buffer) => value,
  responseSerialize: (value: Buffer) => value,
  responseDeserialize: (value: Buffer) => value,
}

/** An ADS server over TLS that has nothing to give: every first request of a type is answered with an empty set. */
export async function startDiscovery(keyPair: KeyPairPem, port: number): Promise<DiscoveryServer> {
  const requests: DiscoveryRequest[] = []
  let streams = 0
  const server = new Server()
  server.addService(
    { stream: { path, requestStream: true, responseStream: true, ...raw } },
    {
      stream: (stream: ServerDuplexStream<Buffer, Buffer>) => {
        streams += 1
        const authorization = stream.metadata.get('authorization')[0]?.toString()
        stream.on('data', (bytes: Buffer) => answer(stream, bytes, (seen) => requests.push({ ...seen, authorization })))
        stream.on('error', () => undefined)
      },
    },
  )
  const credentials = ServerCredentials.createSsl(null, [
    { cert_chain: Buffer.from(keyPair.certificate), private_key: Buffer.from(keyPair.key) },
  ])
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, at) => (error === null ? resolve(at) : reject(error)))
  })
  return { port: bound, requests, streams: () => streams, stop: () => Promise.resolve(server.forceShutdown()) }
}

function answer(
  stream: ServerDuplexStream<Buffer, Buffer>,
  bytes: Buffer,
  record: (seen: Omit<DiscoveryRequest, 'authorization'>) => void,
): void {
  const type = root.lookupType('Request')
  const { node, typeUrl, responseNonce } = request.parse(type.toObject(type.decode(bytes), { defaults: true }))
  record({ typeUrl, nodeId: node?.id, nodeCluster: node?.cluster, locality: node?.locality ?? undefined })
  if (responseNonce !== '' && responseNonce !== undefined) return
  const response = root.lookupType('Response').encode({ versionInfo: '1', typeUrl, nonce: '1' }).finish()
  stream.write(Buffer.from(response))
}
