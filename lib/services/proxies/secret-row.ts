import type { CertificateFacts as Shown, SecretRow } from '../../contract/proxies.ts'
import type { CertificateFacts, ProxySecret } from '../../sources/ports.ts'
import { iso } from './describe-proxy.ts'

export function secretRow({ name, kind, lastUpdated, chain }: ProxySecret): SecretRow {
  return { name, kind, lastUpdatedAt: iso(lastUpdated), chain: chain.map(shownCertificate) }
}

export function shownCertificate({ notBefore, notAfter, names, ...facts }: CertificateFacts): Shown {
  const validity = { notBefore: new Date(notBefore).toISOString(), notAfter: new Date(notAfter).toISOString() }
  return { ...facts, ...validity, names: [...names] }
}
