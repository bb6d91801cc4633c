import type { IncomingMessage } from 'node:http'
import type { AccessRequest } from './rbac.ts'
import { serviceAccountUser, type User } from './user.ts'

/**
 * The user a request acts as: its caller, or who `Impersonate-User` and `Impersonate-Group` name (kubectl --as).
 * `authorize` is called for everyone named and throws when the caller may not act as them.
 */
export function actingUser(
  { headers, headersDistinct }: Pick<IncomingMessage, 'headers' | 'headersDistinct'>,
  caller: User,
  authorize: (request: AccessRequest) => void,
): User {
  const name = headers['impersonate-user']
  if (typeof name !== 'string') return caller
  const groups = headersDistinct['impersonate-group'] ?? []
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name)
  const impersonate = (resource: string, named: string, namespace?: string) =>
    authorize({ type: 'resource', verb: 'impersonate', group: '', resource, namespace, name: named })
  for (const group of groups) impersonate('groups', group)
  if (account === null) {
    impersonate('users', name)
    return { name, groups: [...groups, 'system:authenticated'] }
  }
  const [, namespace = '', accountName = ''] = account
  impersonate('serviceaccounts', accountName, namespace)
  const user = serviceAccountUser(namespace, accountName)
  return groups.length === 0 ? user : { ...user, groups: [...groups, 'system:authenticated'] }
}
