import type { HttpRule } from '../../../../lib/domain/istio/http-rule.ts'
import type { JsonObject } from '../../envoy-json.ts'

export type HeaderOperations = NonNullable<HttpRule['headers']>
type Operations = NonNullable<HeaderOperations['request']>

const hostNames = new Set(['host', ':authority'])

/** Fields of a route, weighted cluster or virtual host that change headers. Setting the host is not one of them. */
export function headerFields(headers: HeaderOperations | undefined): JsonObject {
  const { request = {}, response = {} } = headers ?? {}
  const toAdd = [...options(request, 'set'), ...options(request, 'add')]
  const toAddBack = [...options(response, 'set'), ...options(response, 'add')]
  return {
    ...(toAdd.length > 0 && { request_headers_to_add: toAdd }),
    ...(request.remove?.length && { request_headers_to_remove: request.remove }),
    ...(toAddBack.length > 0 && { response_headers_to_add: toAddBack }),
    ...(response.remove?.length && { response_headers_to_remove: response.remove }),
  }
}

/** The host that header operations set, which in Envoy is a host rewrite. */
export function hostSet(headers: HeaderOperations | undefined): string | undefined {
  return Object.entries(headers?.request?.set ?? {}).find(([name]) => hostNames.has(name.toLowerCase()))?.[1]
}

function options(operations: Operations, verb: 'set' | 'add'): JsonObject[] {
  const append_action = verb === 'set' ? 'OVERWRITE_IF_EXISTS_OR_ADD' : 'APPEND_IF_EXISTS_OR_ADD'
  return Object.entries(operations[verb] ?? {})
    .filter(([name]) => !hostNames.has(name.toLowerCase()))
    .map(([key, value]) => ({ header: { key, value }, append_action }))
}
