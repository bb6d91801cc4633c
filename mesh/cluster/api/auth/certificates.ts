import 'reflect-metadata'
import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'
import { writePrivateFile } from './private-files.ts'

export interface ServerCertificate {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

/** The key type of this runtime's global `crypto`. */
type SigningKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const dayMs = 86_400_000
const caDays = 3650
const serverDays = 365
/** A server certificate is renewed at start when it ends within this many days. */
const renewBeforeDays = 30
const names = ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc']
const addresses = ['127.0.0.1', '::1']

/** The API's certificate, signed by a CA that is made once and kept in `directory`. */
export async function serverCertificate(directory: string, now: Date): Promise<ServerCertificate> {
  x509.cryptoProvider.set(crypto)
  const paths = {
    caCertificate: join(directory, 'ca.crt'),
    caKey: join(directory, 'ca.key'),
    certificate: join(directory, 'server.crt'),
    key: join(directory, 'server.key'),
  }
  if (!isCurrent(paths.caCertificate, now)) {
    const made = await makeAuthority(now)
    writePrivateFile(paths.caKey, made.key)
    writePrivateFile(paths.caCertificate, made.certificate)
  }
  const ca = readFileSync(paths.caCertificate, 'utf8')
  if (!isCurrent(paths.certificate, now) || !isSignedBy(paths.certificate, ca)) {
    const made = await makeServerCertificate(ca, readFileSync(paths.caKey, 'utf8'), now)
    writePrivateFile(paths.key, made.key)
    writePrivateFile(paths.certificate, made.certificate)
  }
  return { ca, certificate: readFileSync(paths.certificate, 'utf8'), key: readFileSync(paths.key, 'utf8') }
}

function isCurrent(path: string, now: Date): boolean {
  if (!existsSync(path)) return false
  const { validTo } = new X509Certificate(readFileSync(path))
  return Date.parse(validTo) - now.getTime() > renewBeforeDays * dayMs
}

function isSignedBy(path: string, ca: string): boolean {
  return new X509Certificate(readFileSync(path)).verify(new X509Certificate(ca).publicKey)
}

interface MadeCertificate {
  readonly certificate: string
  readonly key: string
}

async function makeAuthority(now: Date): Promise<MadeCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=heddle-cluster-ca,O=Heddle',
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + caDays * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey) }
}

async function makeServerCertificate(ca: string, caKey: string, now: Date): Promise<MadeCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const issuer = new x509.X509Certificate(ca)
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=heddle-cluster-api,O=Heddle',
    issuer: issuer.subject,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + serverDays * dayMs),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await importKey(caKey),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey) }
}

async function exportKey(key: SigningKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

async function importKey(pem: string): Promise<SigningKey> {
  const [der] = x509.PemConverter.decode(pem)
  if (der === undefined) throw new Error("the cluster CA's key file holds no PEM block")
  return crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
}
