import { isJsonObject, typed, type JsonObject } from '../envoy-json.ts'
import { decodeMessage } from '../serve/decode.ts'
import type { ProxyStream } from '../serve/proxy-stream.ts'
import { messageName, type XdsType } from '../serve/type-urls.ts'
import { inForce, type InForce } from './in-force.ts'
import { isoTime } from './syncz.ts'

const admin = 'envoy.admin.v3'

/**
 * A proxy's configuration in the form of Envoy's own config dump: what it accepted, and with `error_state` what it
 * refused. Private keys are replaced as Envoy replaces them.
 */
export function configDump(stream: ProxyStream): JsonObject {
  return {
    configs: [
      bootstrap(stream),
      clusters(stream),
      listeners(stream),
      routes(stream),
      endpoints(stream),
      secrets(stream),
    ],
  }
}

/** What the proxy says of itself; the rest of its bootstrap only it knows. */
function bootstrap({ claim }: ProxyStream): JsonObject {
  const { nodeId, metadata, envoyVersion } = claim
  const node = { id: nodeId, metadata, ...(envoyVersion !== undefined && { user_agent_version: envoyVersion }) }
  return typed(`${admin}.BootstrapConfigDump`, { bootstrap: { node } })
}

function clusters(stream: ProxyStream): JsonObject {
  const dump = dumpOf(stream, 'cds')
  return typed(`${admin}.ClustersConfigDump`, {
    version_info: dump.version,
    dynamic_active_clusters: entries(dump, 'cluster'),
  })
}

function listeners(stream: ProxyStream): JsonObject {
  const dump = dumpOf(stream, 'lds')
  return typed(`${admin}.ListenersConfigDump`, {
    version_info: dump.version,
    dynamic_listeners: dump.resources.map(({ name, active, error }) => ({
      name,
      ...(active && { active_state: { ...dump.stamp, listener: active } }),
      ...(error && { error_state: error }),
    })),
  })
}

function routes(stream: ProxyStream): JsonObject {
  return typed(`${admin}.RoutesConfigDump`, { dynamic_route_configs: entries(dumpOf(stream, 'rds'), 'route_config') })
}

function endpoints(stream: ProxyStream): JsonObject {
  return typed(`${admin}.EndpointsConfigDump`, {
    dynamic_endpoint_configs: entries(dumpOf(stream, 'eds'), 'endpoint_config'),
  })
}

function secrets(stream: ProxyStream): JsonObject {
  const dump = dumpOf(stream, 'sds')
  return typed(`${admin}.SecretsConfigDump`, {
    dynamic_active_secrets: dump.resources.flatMap(({ name, active }) =>
      active === undefined ? [] : [{ name, ...dump.stamp, secret: withoutKey(active) }],
    ),
  })
}

const redacted = { inline_bytes: Buffer.from('[redacted]').toString('base64') }

function withoutKey(secret: JsonObject): JsonObject {
  const certificate = secret['tls_certificate']
  if (!isJsonObject(certificate)) return secret
  return { ...secret, tls_certificate: { ...certificate, private_key: redacted } }
}

interface TypeDump {
  readonly version: string
  readonly stamp: JsonObject
  readonly resources: readonly { readonly name: string; readonly active?: JsonObject; readonly error?: JsonObject }[]
}

function entries({ stamp, resources }: TypeDump, field: string): JsonObject[] {
  return resources.map(({ active, error }) => ({
    ...stamp,
    ...(active && { [field]: active }),
    ...(error && { error_state: error }),
  }))
}

function dumpOf(stream: ProxyStream, type: XdsType): TypeDump {
  const state = stream.subscription(type)
  if (state === undefined) return { version: '', stamp: {}, resources: [] }
  const { version, at, active, refused }: InForce = inForce(state)
  const decoded = (bytes: Uint8Array) => typed(messageName(type), decodeMessage(messageName(type), bytes))
  const errorOf = (name: string): JsonObject => {
    const bytes = state.rejected?.resources.get(name)?.bytes
    return {
      ...(bytes && { failed_configuration: decoded(bytes) }),
      last_update_attempt: isoTime(state.rejected?.at),
      details: state.rejected?.message ?? '',
      version_info: state.rejected?.version ?? '',
    }
  }
  const refusals = new Set(refused.map(({ name }) => name))
  const names = new Set([...active.keys(), ...refusals])
  return {
    version,
    stamp: { version_info: version, ...(at !== undefined && { last_updated: isoTime(at) }) },
    resources: [...names].map((name) => {
      const resource = active.get(name)
      return {
        name,
        ...(resource && { active: decoded(resource.bytes) }),
        ...(refusals.has(name) && { error: errorOf(name) }),
      }
    }),
  }
}
