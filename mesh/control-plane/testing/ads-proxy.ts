import { Client, credentials, Metadata } from '@grpc/grpc-js'
import { eventually } from '../../../test/support/proxy/poll.ts'
import { adsMethod } from '../serve/ads-server.ts'
import { decodeResponse, encodeRequest, type DiscoveryResponse } from '../serve/discovery-wire.ts'
import { typeUrl, type XdsType } from '../serve/type-urls.ts'

export interface AdsProxyInput {
  readonly address: string
  readonly nodeId: string
  readonly token: string
  /** PEM of the root to trust. */
  readonly rootPem: string
}

/** A proxy without an Envoy: it takes what it is sent, or refuses it in words of the test. */
export interface AdsProxy {
  /** Asks for a type and gives the first response to it. */
  subscribe(type: XdsType, names?: readonly string[]): Promise<DiscoveryResponse>
  /** The next response of a type after the given one. */
  next(after: DiscoveryResponse): Promise<DiscoveryResponse>
  accept(response: DiscoveryResponse): void
  refuse(response: DiscoveryResponse, message: string): void
  close(): void
}

export function connectAdsProxy({ address, nodeId, token, rootPem }: AdsProxyInput): AdsProxy {
  const client = new Client(address, credentials.createSsl(Buffer.from(rootPem)), {
    'grpc.ssl_target_name_override': 'istiod.istio-system.svc',
  })
  const metadata = new Metadata()
  metadata.set('authorization', `Bearer ${token}`)
  const stream = client.makeBidiStreamRequest(adsMethod, encodeRequest, decodeResponse, metadata)
  const responses: DiscoveryResponse[] = []
  const names = new Map<string, readonly string[]>()
  stream.on('data', (response: DiscoveryResponse) => responses.push(response))
  stream.on('error', () => undefined)
  const node = { id: nodeId, cluster: '', metadata: {} }
  const answer = ({ typeUrl: url, nonce, versionInfo }: DiscoveryResponse, errorMessage?: string) =>
    stream.write({
      typeUrl: url,
      resourceNames: names.get(url) ?? [],
      versionInfo,
      responseNonce: nonce,
      node,
      ...(errorMessage !== undefined && { errorMessage }),
    })
  return {
    async subscribe(type, asked = []) {
      names.set(typeUrl(type), asked)
      stream.write({ typeUrl: typeUrl(type), resourceNames: asked, versionInfo: '', responseNonce: '', node })
      return eventually(() => Promise.resolve(responses.find((response) => response.typeUrl === typeUrl(type))))
    },
    next: (after) =>
      eventually(() => {
        const own = responses.filter((response) => response.typeUrl === after.typeUrl)
        return Promise.resolve(own[own.indexOf(after) + 1])
      }),
    accept: (response) => answer(response),
    refuse: (response, message) => answer(response, message),
    close() {
      stream.cancel()
      client.close()
    },
  }
}
