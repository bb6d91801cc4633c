import { apiAudience, type ServiceAccountTokens } from './service-account-tokens.ts'
import { anonymous, type User } from './user.ts'

/** Finds out who sent a request; undefined means a credential that is not valid. */
export type Authenticate = (authorization: string | undefined) => Promise<User | undefined>

export function createAuthenticator(
  findClient: (token: string) => User | undefined,
  tokens: ServiceAccountTokens,
): Authenticate {
  return async (authorization) => {
    if (authorization === undefined) return anonymous
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1]
    if (token === undefined) return undefined
    const client = findClient(token)
    if (client !== undefined) return client
    const checked = await tokens.check(token, [apiAudience])
    return checked.valid ? checked.user : undefined
  }
}
