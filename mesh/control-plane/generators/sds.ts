import type { IssuedCertificate } from '../authority/authority.ts'
import type { JsonObject } from '../envoy-json.ts'
import { rootSecret, workloadSecret } from './names.ts'

/** The two secrets of one workload: its own key pair, and what it checks others against. */
export function generateSecrets(
  { certificatePem, keyPem }: IssuedCertificate,
  rootPem: string,
): ReadonlyMap<string, JsonObject> {
  return new Map<string, JsonObject>([
    [
      workloadSecret,
      {
        name: workloadSecret,
        tls_certificate: {
          certificate_chain: { inline_bytes: base64(certificatePem) },
          private_key: { inline_bytes: base64(keyPem) },
        },
      },
    ],
    [rootSecret, { name: rootSecret, validation_context: { trusted_ca: { inline_bytes: base64(rootPem) } } }],
  ])
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
