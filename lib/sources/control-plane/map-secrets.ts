import { X509Certificate } from 'node:crypto'
import { sectionOf } from '../../domain/envoy/config-dump/sections.ts'
import { listAt } from '../../domain/kubernetes/json.ts'
import type { CertificateFacts, ProxySecret } from '../ports.ts'
import { timeOf } from './map-sync.ts'
import { dumpedSecret } from './schema.ts'

const lists = ['static_secrets', 'dynamic_active_secrets', 'dynamic_warming_secrets'] as const

/** The secrets of a config dump: certificates and roots, read from what is public of them. */
export function mapSecrets(dump: unknown): ProxySecret[] {
  return sectionOf(dump, 'secrets').flatMap((section) =>
    lists.flatMap((list) => listAt(section, list).flatMap((entry) => secretOf(entry))),
  )
}

function secretOf(entry: unknown): ProxySecret[] {
  const parsed = dumpedSecret.safeParse(entry)
  if (!parsed.success) return []
  const { name, last_updated: updated, secret } = parsed.data
  const chain = secret?.tls_certificate?.certificate_chain
  const roots = secret?.validation_context?.trusted_ca
  const kind = roots === null || roots === undefined ? 'certificate' : 'trusted-ca'
  return [{ name, kind, lastUpdated: timeOf(updated), chain: certificatesIn(pemOf(roots ?? chain)) }]
}

interface Inline {
  readonly inline_bytes?: string | undefined
  readonly inline_string?: string | undefined
}

function pemOf(source: Inline | null | undefined): string {
  return source?.inline_string ?? Buffer.from(source?.inline_bytes ?? '', 'base64').toString('utf8')
}

const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** Every certificate of a PEM text; one that can't be read is left out. */
export function certificatesIn(pem: string): CertificateFacts[] {
  return [...pem.matchAll(block)].flatMap(([text]) => {
    try {
      return [factsOf(new X509Certificate(text))]
    } catch {
      return []
    }
  })
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  const names = (certificate.subjectAltName ?? '').split(', ').filter((name) => name !== '')
  const spiffe = names.find((name) => name.startsWith('URI:spiffe://'))
  return {
    subject: certificate.subject?.replaceAll('\n', ', ') ?? '',
    issuer: certificate.issuer?.replaceAll('\n', ', ') ?? '',
    names,
    spiffe: spiffe?.slice('URI:'.length) ?? null,
    serial: certificate.serialNumber,
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    isAuthority: certificate.ca,
  }
}
