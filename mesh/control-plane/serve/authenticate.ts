import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ClusterHttp } from '../ingest/cluster-port.ts'
import { claimedServiceAccount, type ProxyClaim } from '../registry/proxy.ts'

/** Who a token belongs to. */
export interface TokenIdentity {
  readonly namespace: string
  readonly serviceAccount: string
  /** The pod the token is bound to. */
  readonly podName: string
}

/** Why a stream is refused; `transient` when asking again later may help. */
export class AuthenticationError extends Error {
  readonly transient: boolean

  constructor(message: string, transient = false) {
    super(message)
    this.name = 'AuthenticationError'
    this.transient = transient
  }
}

export type Authenticate = (token: string) => Promise<TokenIdentity>

const audience = 'istio-ca'
const podNameKey = 'authentication.kubernetes.io/pod-name'
const review = z.looseObject({
  status: z.looseObject({
    authenticated: z.boolean().optional(),
    error: z.string().optional(),
    audiences: z.array(z.string()).optional(),
    user: z
      .looseObject({ username: z.string().default(''), extra: z.record(z.string(), z.array(z.string())).optional() })
      .optional(),
  }),
})

/** How long an accepted token is accepted again without asking; longer while the cluster API can't be reached. */
const freshMs = 60_000
const staleMs = 3_600_000
const maxRemembered = 10_000

interface Remembered {
  readonly identity: TokenIdentity
  readonly at: number
}

/**
 * Checks tokens by TokenReview (audience istio-ca). Accepted tokens are remembered by their hash for a minute, and for an
 * hour when the cluster API is unreachable, so that proxies can reconnect while it is away.
 */
export function tokenReviewer(http: ClusterHttp, now: () => number = Date.now): Authenticate {
  const remembered = new Map<string, Remembered>()
  return async (token) => {
    const key = createHash('sha256').update(token).digest('hex')
    const known = remembered.get(key)
    if (known !== undefined && now() - known.at < freshMs) return known.identity
    try {
      const identity = identityOf(await reviewToken(http, token))
      if (remembered.size >= maxRemembered) remembered.clear()
      remembered.set(key, { identity, at: now() })
      return identity
    } catch (error) {
      if (error instanceof AuthenticationError && !error.transient) {
        remembered.delete(key)
        throw error
      }
      if (known !== undefined && now() - known.at < staleMs) return known.identity
      throw new AuthenticationError('the token could not be checked: the cluster API did not answer', true)
    }
  }
}

async function reviewToken(http: ClusterHttp, token: string): Promise<z.infer<typeof review>> {
  const path = '/apis/authentication.k8s.io/v1/tokenreviews'
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token, audiences: [audience] } }
  return review.parse(await http.json({ method: 'POST', path, body }))
}

/** The workload behind a reviewed token. @throws AuthenticationError when it is not a pod's token for us */
export function identityOf({ status }: z.infer<typeof review>): TokenIdentity {
  if (status.authenticated !== true)
    throw new AuthenticationError(`the token is not valid${status.error ? `: ${status.error}` : ''}`)
  if (status.audiences !== undefined && !status.audiences.includes(audience))
    throw new AuthenticationError(`the token is not meant for audience ${audience}`)
  const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(status.user?.username ?? '')
  const [podName] = status.user?.extra?.[podNameKey] ?? []
  if (match === null || podName === undefined) throw new AuthenticationError('the token does not belong to a pod')
  return { namespace: match[1] ?? '', serviceAccount: match[2] ?? '', podName }
}

/** Why a claim does not fit the token it came with; undefined when it does. */
export function claimMismatch(claim: ProxyClaim, identity: TokenIdentity): string | undefined {
  const account = claimedServiceAccount(claim)
  if (claim.namespace !== identity.namespace)
    return `node.id names namespace ${claim.namespace}, the token belongs to ${identity.namespace}`
  if (claim.podName !== identity.podName)
    return `node.id names pod ${claim.podName}, the token belongs to ${identity.podName}`
  if (account !== undefined && account !== identity.serviceAccount)
    return `node.metadata names service account ${account}, the token belongs to ${identity.serviceAccount}`
  return undefined
}
