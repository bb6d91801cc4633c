import { extension, type JsonObject } from '../envoy-json.ts'
import { rootSecret, workloadSecret } from './names.ts'

const tlsSocket = 'envoy.transport_sockets.tls'
const tlsTypes = 'envoy.extensions.transport_sockets.tls.v3'

/** ALPNs by which Istio's proxies know each other's traffic inside TLS. */
export const istioAlpn = {
  http: ['istio-http/1.0', 'istio-http/1.1', 'istio-h2'],
  tcp: ['istio-peer-exchange', 'istio'],
} as const

const ciphers = [
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'AES256-GCM-SHA384',
  'AES128-GCM-SHA256',
]

export const rawSocket = extension(
  'envoy.transport_sockets.raw_buffer',
  'envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer',
)

/** Client side of the mesh's mutual TLS. */
export function upstreamMutualTls(input: {
  sni: string
  alpn: readonly string[]
  principals: readonly string[]
}): JsonObject {
  const sans = input.principals.map((exact) => ({ san_type: 'URI', matcher: { exact } }))
  return extension(tlsSocket, `${tlsTypes}.UpstreamTlsContext`, {
    sni: input.sni,
    common_tls_context: {
      alpn_protocols: input.alpn,
      tls_params: { tls_minimum_protocol_version: 'TLSv1_2', tls_maximum_protocol_version: 'TLSv1_3' },
      ...identity,
      ...rootValidation(sans),
    },
  })
}

/** Server side of the mesh's mutual TLS: any workload of the trust domains, with a certificate. */
export function downstreamMutualTls(input: { trustDomains: readonly string[]; alpn: readonly string[] }): JsonObject {
  const sans = input.trustDomains.map((domain) => ({ san_type: 'URI', matcher: { prefix: `spiffe://${domain}/` } }))
  return extension(tlsSocket, `${tlsTypes}.DownstreamTlsContext`, {
    require_client_certificate: true,
    common_tls_context: {
      alpn_protocols: input.alpn,
      tls_params: {
        tls_minimum_protocol_version: 'TLSv1_2',
        tls_maximum_protocol_version: 'TLSv1_3',
        cipher_suites: ciphers,
      },
      ...identity,
      ...rootValidation(sans),
    },
  })
}

/** TLS towards a server outside the mesh, checked against the system's or a file's authorities. */
export function upstreamTls(input: {
  readonly sni: string | undefined
  readonly alpn: readonly string[]
  readonly subjectAltNames: readonly string[]
  readonly caFile: string | undefined
  readonly client: { readonly certificateFile: string; readonly keyFile: string } | undefined
  readonly skipVerify: boolean
}): JsonObject {
  const { sni, alpn, subjectAltNames, caFile, client, skipVerify } = input
  const matchers = subjectAltNames.map((exact) => ({ san_type: 'DNS', matcher: { exact } }))
  const trusted = caFile === undefined ? { system_root_certs: {} } : { trusted_ca: { filename: caFile } }
  return extension(tlsSocket, `${tlsTypes}.UpstreamTlsContext`, {
    ...(sni !== undefined && { sni }),
    common_tls_context: {
      ...(alpn.length > 0 && { alpn_protocols: alpn }),
      ...(!skipVerify && {
        validation_context: { ...trusted, ...(matchers.length > 0 && { match_typed_subject_alt_names: matchers }) },
      }),
      ...(client && {
        tls_certificates: [
          { certificate_chain: { filename: client.certificateFile }, private_key: { filename: client.keyFile } },
        ],
      }),
    },
  })
}

const identity = { tls_certificate_sds_secret_configs: [sdsSecret(workloadSecret)] }

function rootValidation(sans: readonly JsonObject[]): JsonObject {
  return {
    combined_validation_context: {
      default_validation_context: sans.length > 0 ? { match_typed_subject_alt_names: sans } : {},
      validation_context_sds_secret_config: sdsSecret(rootSecret),
    },
  }
}

function sdsSecret(name: string): JsonObject {
  return { name, sds_config: { ads: {}, resource_api_version: 'V3', initial_fetch_timeout: '0s' } }
}
