import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { ObjectStore } from '../store.ts'
import { privateFile } from './private-files.ts'
import { serviceAccountUser, type User } from './user.ts'

export const tokenIssuer = 'https://kubernetes.default.svc.cluster.local'
/** Audience of tokens that are meant for the cluster API itself. */
export const apiAudience = tokenIssuer

const boundName = z.object({ name: z.string(), uid: z.string() })
const claimsSchema = z.object({
  aud: z.union([z.string().transform((audience) => [audience]), z.array(z.string())]),
  exp: z.number(),
  'kubernetes.io': z.object({ namespace: z.string(), serviceaccount: boundName, pod: boundName.optional() }),
})
type BoundName = z.infer<typeof boundName>

export interface TokenRequest {
  readonly namespace: string
  readonly account: BoundName
  readonly pod?: BoundName | undefined
  readonly audiences: readonly string[]
  readonly expirationSeconds: number
}

export interface IssuedToken {
  readonly token: string
  readonly expires: Date
}

export type TokenCheck =
  | { readonly valid: true; readonly user: User; readonly audiences: readonly string[] }
  | { readonly valid: false; readonly reason: string }

/** Issues and checks the JWTs of service accounts. The key is made once and kept in `directory`. */
export class ServiceAccountTokens {
  readonly #store: Pick<ObjectStore, 'get'>
  readonly #now: () => Date
  readonly #privateKey: KeyObject
  readonly #publicKey: KeyObject

  constructor(directory: string, store: Pick<ObjectStore, 'get'>, now: () => Date) {
    this.#store = store
    this.#now = now
    const pem = privateFile(join(directory, 'service-account.key'), () => {
      return generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      }).privateKey
    })
    this.#privateKey = createPrivateKey(pem)
    this.#publicKey = createPublicKey(this.#privateKey)
  }

  async issue(request: TokenRequest): Promise<IssuedToken> {
    const { namespace, account, pod } = request
    const issuedAt = Math.floor(this.#now().getTime() / 1000)
    const expiresAt = issuedAt + request.expirationSeconds
    const claims = {
      'kubernetes.io': { namespace, serviceaccount: account, ...(pod === undefined ? {} : { pod }) },
    }
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
      .setIssuer(tokenIssuer)
      .setSubject(serviceAccountUser(namespace, account.name).name)
      .setAudience([...request.audiences])
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(expiresAt)
      .setJti(randomUUID())
      .sign(this.#privateKey)
    return { token, expires: new Date(expiresAt * 1000) }
  }

  /** Checks signature, issuer, time, audience, and that the account and pod of the token still exist. */
  async check(token: string, audiences: readonly string[]): Promise<TokenCheck> {
    try {
      const { payload } = await jwtVerify(token, this.#publicKey, {
        issuer: tokenIssuer,
        algorithms: ['ES256'],
        currentDate: this.#now(),
      })
      return this.#checkClaims(claimsSchema.parse(payload), audiences)
    } catch (error) {
      const isExpired = error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED'
      return { valid: false, reason: isExpired ? 'the token has expired' : 'the token is not valid' }
    }
  }

  #checkClaims(claims: z.infer<typeof claimsSchema>, audiences: readonly string[]): TokenCheck {
    const { namespace, serviceaccount, pod } = claims['kubernetes.io']
    const shared = claims.aud.filter((audience) => audiences.includes(audience))
    if (shared.length === 0)
      return { valid: false, reason: `the token is for ${claims.aud.join(', ')}, not for ${audiences.join(', ')}` }
    if (!this.#exists('serviceaccounts', namespace, serviceaccount))
      return { valid: false, reason: `the service account ${namespace}/${serviceaccount.name} of the token is gone` }
    if (pod !== undefined && !this.#exists('pods', namespace, pod))
      return { valid: false, reason: `the pod ${namespace}/${pod.name} of the token is gone` }
    const user = serviceAccountUser(namespace, serviceaccount.name, serviceaccount.uid)
    const extra =
      pod === undefined
        ? {}
        : {
            extra: {
              'authentication.kubernetes.io/pod-name': [pod.name],
              'authentication.kubernetes.io/pod-uid': [pod.uid],
            },
          }
    return { valid: true, user: { ...user, ...extra }, audiences: shared }
  }

  #exists(resource: string, namespace: string, { name, uid }: BoundName): boolean {
    return this.#store.get({ resource, namespace, name })?.metadata.uid === uid
  }
}
