// x509's own container needs it, loaded first.
import 'reflect-metadata'
import { X509Certificate } from '@peculiar/x509'

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
// Named by what it is used for: with and without a browser's types in scope the key has another name.
type Key = Parameters<typeof crypto.subtle.exportKey>[1]
export const signingAlgorithm = { ...keyAlgorithm, hash: 'SHA-256' } as const

/** A new ECDSA P-256 key pair that can be exported. */
export function newKeys(): Promise<{ publicKey: Key; privateKey: Key }> {
  return crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
}

/** Private key as PKCS #8 PEM. */
export async function keyToPem(key: Key): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64')
  return `-----BEGIN PRIVATE KEY-----\n${der.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`
}

/** Reads a PKCS #8 PEM private key (ECDSA P-256) for signing. */
export function keyFromPem(pem: string): Promise<Key> {
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, ''), 'base64')
  return crypto.subtle.importKey('pkcs8', der, keyAlgorithm, true, ['sign'])
}

/** Certificate as PEM that ends with a line break. */
export function certificateToPem(certificate: X509Certificate): string {
  return `${certificate.toString('pem').trimEnd()}\n`
}

/** Reads the first certificate of a PEM text. */
export function certificateFromPem(pem: string): X509Certificate {
  return new X509Certificate(pem)
}

/** A random positive serial number, 128 bits in hexadecimal. */
export function newSerialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  // The first bit set would make it negative, all zero is not allowed.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}
