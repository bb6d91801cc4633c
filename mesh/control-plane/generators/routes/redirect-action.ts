import type { HttpRedirect, HttpRule } from '../../../../lib/domain/istio/http-rule.ts'
import type { JsonObject } from '../../envoy-json.ts'

const codes = {
  301: 'MOVED_PERMANENTLY',
  302: 'FOUND',
  303: 'SEE_OTHER',
  307: 'TEMPORARY_REDIRECT',
  308: 'PERMANENT_REDIRECT',
} as const

/** `redirect` of a route; `listenerPort` is the port the request came to. */
export function redirectAction(redirect: HttpRedirect, listenerPort: number): JsonObject {
  const { uri, authority, scheme, redirectCode = 301 } = redirect
  const port = redirect.port ?? derivedPort(redirect, listenerPort)
  return {
    ...(uri !== undefined && uri !== '' && { path_redirect: uri }),
    ...(authority !== undefined && authority !== '' && { host_redirect: authority }),
    ...(scheme !== undefined && scheme !== '' && { scheme_redirect: scheme }),
    ...(port !== undefined && { port_redirect: port }),
    response_code: codes[redirectCode],
  }
}

function derivedPort({ derivePort, scheme }: HttpRedirect, listenerPort: number): number | undefined {
  switch (derivePort) {
    case 'FROM_PROTOCOL_DEFAULT':
      return scheme === 'https' ? 443 : 80
    case 'FROM_REQUEST_PORT':
      return listenerPort
    case undefined:
      return undefined
  }
}

/** `direct_response` of a route. */
export function directResponseAction({ status, body }: NonNullable<HttpRule['directResponse']>): JsonObject {
  return {
    status,
    ...(body?.string !== undefined && { body: { inline_string: body.string } }),
    ...(body?.bytes !== undefined && { body: { inline_bytes: body.bytes } }),
  }
}
