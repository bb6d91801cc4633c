import 'reflect-metadata'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralNames,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { packPeer } from '../../proxy/telemetry/peer-subject.ts'
import type { WorkloadIdentity } from '../../proxy/telemetry/workload-identity.ts'
import {
  certificateFromPem,
  certificateToPem,
  keyFromPem,
  keyToPem,
  newKeys,
  newSerialNumber,
  signingAlgorithm,
} from './pem.ts'
import type { RootMaterial } from './root.ts'

/** Who a workload is: what its certificate attests. */
export interface Principal {
  readonly trustDomain: string
  readonly namespace: string
  readonly serviceAccount: string
}

/** A certificate with its key; times in milliseconds since the epoch. */
export interface IssuedCertificate {
  readonly certificatePem: string
  readonly keyPem: string
  readonly issuedAt: number
  readonly expiresAt: number
}

/** Signs with the mesh's root. */
export interface Authority {
  readonly rootPem: string
  /** When the root ends, in milliseconds since the epoch. */
  readonly rootExpiresAt: number
  /** A certificate for one workload: its SPIFFE id, and its labels in the Subject. */
  issueWorkload(input: {
    principal: Principal
    labels: WorkloadIdentity
    ttlMs: number
    now: number
  }): Promise<IssuedCertificate>
  /** A server certificate for DNS names. */
  issueServer(input: { names: readonly string[]; ttlMs: number; now: number }): Promise<IssuedCertificate>
}

/** OID of X.520's `name`, the Subject attribute that carries the labels. */
const nameAttribute = '2.5.4.41'
const clockSkewMs = 120_000

/** The SPIFFE id of a workload. */
export function spiffeId({ trustDomain, namespace, serviceAccount }: Principal): string {
  return `spiffe://${trustDomain.replaceAll('@', '.')}/ns/${namespace}/sa/${serviceAccount}`
}

/**
 * An authority over stored root material.
 * @throws Error when the material is not a certificate with its ECDSA P-256 key
 */
export async function openAuthority(root: RootMaterial): Promise<Authority> {
  const issuer = certificateFromPem(root.certificatePem)
  const signingKey = await keyFromPem(root.keyPem)
  const rootExpiresAt = issuer.notAfter.getTime()
  const issue = async (input: IssueInput): Promise<IssuedCertificate> => {
    const keys = await newKeys()
    const expiresAt = Math.min(input.now + input.ttlMs, rootExpiresAt)
    const certificate = await X509CertificateGenerator.create({
      serialNumber: newSerialNumber(),
      issuer: issuer.subjectName,
      subject: input.subject,
      notBefore: new Date(input.now - clockSkewMs),
      notAfter: new Date(expiresAt),
      signingAlgorithm,
      publicKey: keys.publicKey,
      signingKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        new SubjectAlternativeNameExtension(input.names),
        await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ],
    })
    const certificatePem = certificateToPem(certificate)
    return { certificatePem, keyPem: await keyToPem(keys.privateKey), issuedAt: input.now, expiresAt }
  }
  return {
    rootPem: root.certificatePem,
    rootExpiresAt,
    issueWorkload: ({ principal, labels, ttlMs, now }) =>
      issue({
        subject: [{ [nameAttribute]: [packPeer(labels)] }],
        names: [{ type: 'url', value: spiffeId(principal) }],
        ttlMs,
        now,
      }),
    issueServer: ({ names, ttlMs, now }) =>
      issue({
        subject: [{ CN: [names[0] ?? 'istiod'] }],
        names: names.map((value) => ({ type: 'dns', value })),
        ttlMs,
        now,
      }),
  }
}

interface IssueInput {
  readonly subject: JsonName
  readonly names: JsonGeneralNames
  readonly ttlMs: number
  readonly now: number
}
