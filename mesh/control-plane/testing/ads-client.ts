import { Client, credentials, Metadata, type ChannelCredentials, type StatusObject } from '@grpc/grpc-js'
import { eventually } from '../../../test/support/proxy/poll.ts'
import { adsMethod } from '../serve/ads-server.ts'
import { decodeResponse, encodeRequest, type DiscoveryResponse } from '../serve/discovery-wire.ts'
import { typeUrl, type XdsType } from '../serve/type-urls.ts'

export type AdsAnswer = { readonly response: DiscoveryResponse } | { readonly status: StatusObject }

export interface AdsQuestion {
  readonly address: string
  readonly nodeId: string
  readonly type: XdsType
  readonly names?: readonly string[]
  readonly token?: string
  /** PEM of the root to trust; without it the connection is plaintext. */
  readonly rootPem?: string
}

/** Opens a stream, asks once, and gives the first response or the status that ended the stream. */
export async function askOnce(question: AdsQuestion): Promise<AdsAnswer> {
  const client = new Client(question.address, channelCredentials(question.rootPem), {
    'grpc.ssl_target_name_override': 'istiod.istio-system.svc',
  })
  const metadata = new Metadata()
  if (question.token !== undefined) metadata.set('authorization', `Bearer ${question.token}`)
  const stream = client.makeBidiStreamRequest(adsMethod, encodeRequest, decodeResponse, metadata)
  let answer: AdsAnswer | undefined
  stream.on('data', (response: DiscoveryResponse) => (answer ??= { response }))
  stream.on('status', (status: StatusObject) => (answer ??= { status }))
  stream.on('error', () => undefined)
  stream.write({
    typeUrl: typeUrl(question.type),
    resourceNames: question.names ?? [],
    versionInfo: '',
    responseNonce: '',
    node: { id: question.nodeId, cluster: '', metadata: {} },
  })
  try {
    return await eventually(() => Promise.resolve(answer))
  } finally {
    stream.cancel()
    client.close()
  }
}

function channelCredentials(rootPem: string | undefined): ChannelCredentials {
  return rootPem === undefined ? credentials.createInsecure() : credentials.createSsl(Buffer.from(rootPem))
}
