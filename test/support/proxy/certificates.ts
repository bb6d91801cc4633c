import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(crypto)
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 24 * 3600 * 1000

export interface KeyPairPem {
  readonly certificate: string
  readonly key: string
}

export interface TestAuthority {
  readonly rootPem: string
  /** A workload certificate: SPIFFE URI SAN, or a DNS SAN for a server, and the Subject that carries its labels. */
  issue(input: { subject: string; uri?: string; dns?: string }): Promise<KeyPairPem>
}

/** A certificate authority that lives as long as the test. */
export async function testAuthority(now: Date): Promise<TestAuthority> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'O=test root',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + day),
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  })
  return {
    rootPem: root.toString('pem'),
    issue: async ({ subject, uri, dns }) => {
      const own = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
      const names = [
        ...(uri === undefined ? [] : [{ type: 'url' as const, value: uri }]),
        ...(dns === undefined ? [] : [{ type: 'dns' as const, value: dns }]),
      ]
      const certificate = await x509.X509CertificateGenerator.create({
        subject,
        issuer: root.subject,
        signingKey: keys.privateKey,
        publicKey: own.publicKey,
        signingAlgorithm: algorithm,
        notBefore: new Date(now.getTime() - day),
        notAfter: new Date(now.getTime() + day),
        extensions: [new x509.SubjectAlternativeNameExtension(names, true)],
      })
      const key = await crypto.subtle.exportKey('pkcs8', own.privateKey)
      return { certificate: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') }
    },
  }
}
