/** What a URL addresses. */
export type RequestInfo =
  | {
      readonly type: 'resource'
      readonly group: string
      readonly version: string
      readonly plural: string
      readonly namespace: string | undefined
      readonly name: string | undefined
      readonly subresource: string | undefined
    }
  /** Discovery, health and the like. */
  | { readonly type: 'path'; readonly path: string }

/**
 * Reads `/api/VERSION/…` and `/apis/GROUP/VERSION/…` as Kubernetes does. `namespaces/NAME/PLURAL` is a resource in a
 * namespace, while `namespaces/NAME`, `namespaces/NAME/status` and `namespaces/NAME/finalize` mean the Namespace.
 */
export function parseRequestPath(pathname: string): RequestInfo {
  const path: RequestInfo = { type: 'path', path: pathname }
  const parts = pathname.split('/').filter((part) => part !== '')
  const [root] = parts
  if (root !== 'api' && root !== 'apis') return path
  const group = root === 'api' ? '' : parts[1]
  const version = root === 'api' ? parts[1] : parts[2]
  const rest = parts.slice(root === 'api' ? 2 : 3).map(decodePart)
  const [first, second, third] = rest
  if (group === undefined || version === undefined || first === undefined) return path
  const isScoped = first === 'namespaces' && third !== undefined && third !== 'status' && third !== 'finalize'
  const [plural, name, subresource, ...others] = isScoped ? rest.slice(2) : rest
  if (plural === undefined || others.length > 0) return path
  const namespace = isScoped ? second : undefined
  return { type: 'resource', group, version, plural, namespace, name, subresource }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** RBAC's verb for a request on a resource. */
export function verbOf(method: string, hasName: boolean, isWatch: boolean): string | undefined {
  switch (method) {
    case 'GET':
    case 'HEAD':
      return hasName ? 'get' : isWatch ? 'watch' : 'list'
    case 'POST':
      return 'create'
    case 'PUT':
      return 'update'
    case 'PATCH':
      return 'patch'
    case 'DELETE':
      return hasName ? 'delete' : 'deletecollection'
    default:
      return undefined
  }
}
