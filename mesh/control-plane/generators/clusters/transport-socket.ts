import type { ClientTls } from '../../../../lib/domain/istio/traffic-policy.ts'
import type { JsonObject } from '../../envoy-json.ts'
import type { MeshService, ServicePort } from '../../registry/model.ts'
import { isHttp, isHttp2 } from '../../registry/protocol.ts'
import { clusterSni } from '../names.ts'
import { istioAlpn, rawSocket, upstreamMutualTls, upstreamTls } from '../tls-contexts.ts'
import type { ProxyView } from '../view.ts'

export interface SocketInput {
  readonly service: MeshService
  readonly port: ServicePort
  readonly subset: string
  readonly tls: ClientTls | undefined
}

/** How a cluster's connections are secured: what a DestinationRule says, else mutual TLS to endpoints that can (auto-mTLS). */
export function transportSocket(view: ProxyView, input: SocketInput): JsonObject {
  switch (input.tls?.mode) {
    case 'ISTIO_MUTUAL':
      return view.hasIdentity ? { transport_socket: mutualSocket(view, input) } : {}
    case 'SIMPLE':
    case 'MUTUAL':
      return { transport_socket: tlsSocket(input, input.tls) }
    case 'DISABLE':
      return {}
    case undefined:
      return autoMutualTls(view, input)
  }
}

function autoMutualTls(view: ProxyView, input: SocketInput): JsonObject {
  const { service } = input
  if (!view.snapshot.config.enableAutoMtls || service.meshExternal || service.resolution !== 'eds' || !view.hasIdentity)
    return {}
  return {
    transport_socket_matches: [
      { name: 'tlsMode-istio', match: { tlsMode: 'istio' }, transport_socket: mutualSocket(view, input) },
      { name: 'tlsMode-disabled', match: {}, transport_socket: rawSocket },
    ],
  }
}

function mutualSocket({ snapshot }: ProxyView, { service, port, subset, tls }: SocketInput): JsonObject {
  const { trustDomain } = snapshot.config
  const accounts = (snapshot.accounts.get(service.host) ?? []).map((account) => `spiffe://${trustDomain}/${account}`)
  const declared = [...(tls?.subjectAltNames ?? []), ...service.subjectAltNames]
  return upstreamMutualTls({
    sni: tls?.sni ?? clusterSni(port.number, subset, service.host),
    alpn: alpnOf(port),
    principals: declared.length > 0 ? declared : accounts,
  })
}

// Without the istio.alpn filter a cluster has one ALPN; declared protocols make it the right one.
function alpnOf({ protocol }: ServicePort): readonly string[] {
  if (isHttp2(protocol)) return ['istio-h2', 'istio', 'h2']
  return isHttp(protocol) ? ['istio-http/1.1', 'istio', 'http/1.1'] : istioAlpn.tcp
}

function tlsSocket({ port }: SocketInput, tls: ClientTls): JsonObject {
  const { clientCertificate, privateKey } = tls
  return upstreamTls({
    sni: tls.sni,
    alpn: isHttp2(port.protocol) ? ['h2'] : isHttp(port.protocol) ? ['http/1.1'] : [],
    subjectAltNames: tls.subjectAltNames ?? [],
    caFile: tls.caCertificates === '' || tls.caCertificates === 'system' ? undefined : tls.caCertificates,
    client:
      tls.mode === 'MUTUAL' && clientCertificate !== undefined && privateKey !== undefined
        ? { certificateFile: clientCertificate, keyFile: privateKey }
        : undefined,
    skipVerify: tls.insecureSkipVerify === true,
  })
}
