import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { certificateToPem, keyToPem, newKeys, newSerialNumber, signingAlgorithm } from './pem.ts'

/** The mesh's root of trust, as it is stored. */
export interface RootMaterial {
  readonly certificatePem: string
  readonly keyPem: string
}

const tenYearsMs = 10 * 365 * 24 * 3_600_000
const clockSkewMs = 120_000

/** Makes a self-signed root for a trust domain, valid for ten years. `now` in milliseconds since the epoch. */
export async function createRoot(trustDomain: string, now: number): Promise<RootMaterial> {
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(),
    name: [{ O: [trustDomain] }],
    notBefore: new Date(now - clockSkewMs),
    notAfter: new Date(now + tenYearsMs),
    signingAlgorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificatePem: certificateToPem(certificate), keyPem: await keyToPem(keys.privateKey) }
}
