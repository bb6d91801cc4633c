import { z } from 'zod'
import type { Json, JsonObject } from '../envoy-json.ts'
import { protoRoot } from './proto-root.ts'

/** What a proxy says about itself in the first request of a stream. */
export interface WireNode {
  readonly id: string
  readonly cluster: string
  readonly metadata: JsonObject
  /** Envoy's own version, such as `1.40.0`. */
  readonly envoyVersion?: string
}

export interface DiscoveryRequest {
  readonly typeUrl: string
  readonly resourceNames: readonly string[]
  readonly versionInfo: string
  readonly responseNonce: string
  /** Why the proxy refused the response with this nonce; absent on an ACK. */
  readonly errorMessage?: string
  readonly node?: WireNode
}

export interface DiscoveryResponse {
  readonly typeUrl: string
  readonly versionInfo: string
  readonly nonce: string
  readonly resources: readonly Uint8Array[]
}

const requestName = 'envoy.service.discovery.v3.DiscoveryRequest'
const responseName = 'envoy.service.discovery.v3.DiscoveryResponse'

const wireValue = z.looseObject({
  stringValue: z.string().optional(),
  numberValue: z.number().optional(),
  boolValue: z.boolean().optional(),
  structValue: z.looseObject({ fields: z.record(z.string(), z.unknown()).optional() }).optional(),
  listValue: z.looseObject({ values: z.array(z.unknown()).optional() }).optional(),
})
const wireRequest = z.looseObject({
  type_url: z.string().default(''),
  resource_names: z.array(z.string()).default([]),
  version_info: z.string().default(''),
  response_nonce: z.string().default(''),
  error_detail: z.looseObject({ message: z.string().default('') }).nullish(),
  node: z
    .looseObject({
      id: z.string().default(''),
      cluster: z.string().default(''),
      metadata: z.looseObject({ fields: z.record(z.string(), z.unknown()).default({}) }).nullish(),
      user_agent_build_version: z
        .looseObject({
          version: z
            .looseObject({
              major_number: z.number().default(0),
              minor_number: z.number().default(0),
              patch: z.number().default(0),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
})

/** Reads a DiscoveryRequest from protobuf bytes. */
export function decodeRequest(bytes: Uint8Array): DiscoveryRequest {
  const message = wireRequest.parse(plain(requestName, bytes))
  const { node, error_detail: error } = message
  return {
    typeUrl: message.type_url,
    resourceNames: message.resource_names,
    versionInfo: message.version_info,
    responseNonce: message.response_nonce,
    ...(error && { errorMessage: error.message }),
    ...(node &&
      node.id !== '' && {
        node: {
          id: node.id,
          cluster: node.cluster,
          metadata: structJson(node.metadata?.fields ?? {}),
          ...versionOf(node),
        },
      }),
  }
}

function versionOf({
  user_agent_build_version: build,
}: NonNullable<z.infer<typeof wireRequest>['node']>): Pick<WireNode, 'envoyVersion'> {
  const { version } = build ?? {}
  if (version === null || version === undefined) return {}
  return { envoyVersion: `${version.major_number}.${version.minor_number}.${version.patch}` }
}

/** Writes a DiscoveryResponse whose resources are encoded already. */
export function encodeResponse(response: DiscoveryResponse): Buffer {
  const type = protoRoot().lookupType(responseName)
  const resources = response.resources.map((value) => ({ type_url: response.typeUrl, value }))
  const message = { version_info: response.versionInfo, nonce: response.nonce, type_url: response.typeUrl, resources }
  return Buffer.from(type.encode(message).finish())
}

/** The client's side of the same wire, for tests and tools. */
export function encodeRequest(request: DiscoveryRequest): Buffer {
  const type = protoRoot().lookupType(requestName)
  const message = {
    type_url: request.typeUrl,
    resource_names: request.resourceNames,
    version_info: request.versionInfo,
    response_nonce: request.responseNonce,
    ...(request.node && { node: { id: request.node.id, cluster: request.node.cluster } }),
    ...(request.errorMessage !== undefined && { error_detail: { code: 3, message: request.errorMessage } }),
  }
  return Buffer.from(type.encode(message).finish())
}

const wireResponse = z.looseObject({
  version_info: z.string().default(''),
  nonce: z.string().default(''),
  type_url: z.string().default(''),
  resources: z.array(z.looseObject({ value: z.instanceof(Uint8Array) })).default([]),
})

/** Reads a DiscoveryResponse, for tests and tools. */
export function decodeResponse(bytes: Uint8Array): DiscoveryResponse {
  const message = wireResponse.parse(plain(responseName, bytes))
  return {
    typeUrl: message.type_url,
    versionInfo: message.version_info,
    nonce: message.nonce,
    resources: message.resources.map(({ value }) => value),
  }
}

// Only fields that are set: a message's prototype would answer with defaults.
function plain(name: string, bytes: Uint8Array): unknown {
  const type = protoRoot().lookupType(name)
  return type.toObject(type.decode(bytes), { longs: Number })
}

function structJson(fields: Record<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, valueJson(value)]))
}

function valueJson(raw: unknown): Json {
  const value = wireValue.parse(raw)
  if (value.stringValue !== undefined) return value.stringValue
  if (value.structValue !== undefined) return structJson(value.structValue.fields ?? {})
  if (value.listValue !== undefined) return (value.listValue.values ?? []).map(valueJson)
  return value.boolValue ?? value.numberValue ?? null
}
