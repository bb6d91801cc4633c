import type { Authority, IssuedCertificate } from '../authority/authority.ts'
import { rotateAt } from '../authority/rotation.ts'
import { generateSecrets } from '../generators/sds.ts'
import type { Proxy } from '../registry/proxy.ts'
import { encodeOnce } from './resource-cache.ts'
import type { ResourceSet } from './subscription.ts'

export interface CredentialsInput {
  readonly authority: Authority
  readonly trustDomain: string
  readonly ttlMs: number
  readonly now: () => number
  readonly random: () => number
  readonly onIssued: () => void
}

/** One workload's certificate as SDS secrets, and when to replace it. */
export interface WorkloadCredentials {
  readonly secrets: ResourceSet
  readonly rotateAt: number
  readonly expiresAt: number
  /** What the certificate says, as `subjectOf` gives it. */
  readonly subject: string
}

/** What a proxy's certificate says of it: when this changes, the certificate is out of date however long it lives. */
export function subjectOf(trustDomain: string, { identity }: Proxy): string {
  return JSON.stringify([trustDomain, identity])
}

/** Issues a certificate for an authenticated proxy: its own identity and labels, nobody else's. */
export async function issueCredentials(
  input: CredentialsInput,
  proxy: Proxy,
  serviceAccount: string,
): Promise<WorkloadCredentials> {
  const { authority, trustDomain, ttlMs } = input
  const principal = { trustDomain, namespace: proxy.namespace, serviceAccount }
  const issued: IssuedCertificate = await authority.issueWorkload({
    principal,
    labels: proxy.identity,
    ttlMs,
    now: input.now(),
  })
  input.onIssued()
  const secrets = [...generateSecrets(issued, authority.rootPem)].map(
    ([name, secret]) => [name, encodeOnce('sds', name, secret)] as const,
  )
  return {
    secrets: new Map(secrets),
    rotateAt: rotateAt(issued, input.random()),
    expiresAt: issued.expiresAt,
    subject: subjectOf(trustDomain, proxy),
  }
}
