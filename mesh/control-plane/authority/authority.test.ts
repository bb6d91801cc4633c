import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { parsePeerSubject } from '../../proxy/telemetry/peer-subject.ts'
import { openAuthority, spiffeId, type Authority } from './authority.ts'
import { createRoot } from './root.ts'
import { rotateAt } from './rotation.ts'

// Guarantee: a workload's certificate says who it is and nothing else, is signed by the root, and is replaced in time.

const now = Date.UTC(2026, 5, 1)
const principal = { trustDomain: 'cluster.local', namespace: 'shop', serviceAccount: 'reviews' }
const labels = {
  workload: 'reviews-v1',
  namespace: 'shop',
  canonicalService: 'reviews',
  canonicalRevision: 'v1',
  cluster: 'Kubernetes',
  app: 'reviews',
  version: 'v|1',
}
let root: X509Certificate
let authority: Authority
beforeAll(async () => {
  const material = await createRoot('cluster.local', now)
  root = new X509Certificate(material.certificatePem)
  authority = await openAuthority(material)
})

test('identity in the SAN, labels in the Subject, signed by the root, for the time asked', async () => {
  const issued = await authority.issueWorkload({ principal, labels, ttlMs: 60_000, now })
  const certificate = new X509Certificate(issued.certificatePem)
  expect(certificate.subjectAltName).toBe('URI:spiffe://cluster.local/ns/shop/sa/reviews')
  expect(parsePeerSubject(certificate.subject)).toEqual(labels)
  expect([certificate.verify(root.publicKey), certificate.checkIssued(root), certificate.ca]).toEqual([
    true,
    true,
    false,
  ])
  expect([issued.expiresAt, Date.parse(certificate.validTo)]).toEqual([now + 60_000, now + 60_000])
  expect(Date.parse(certificate.validFrom)).toBeLessThan(now)
  expect(issued.keyPem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
})

test('never longer than the root', async () => {
  const { expiresAt } = await authority.issueWorkload({ principal, labels, ttlMs: 1e13, now })
  expect(expiresAt).toBe(Date.parse(root.validTo))
})

test('two certificates never share key or serial', async () => {
  const [a, b] = await Promise.all([1, 2].map(() => authority.issueWorkload({ principal, labels, ttlMs: 60_000, now })))
  expect(a?.keyPem).not.toBe(b?.keyPem)
  expect(new X509Certificate(a?.certificatePem ?? '').serialNumber).not.toBe(
    new X509Certificate(b?.certificatePem ?? '').serialNumber,
  )
})

test('a server certificate carries its DNS names', async () => {
  const { certificatePem } = await authority.issueServer({
    names: ['istiod.istio-system.svc', 'localhost'],
    ttlMs: 60_000,
    now,
  })
  expect(new X509Certificate(certificatePem).checkHost('istiod.istio-system.svc')).toBe('istiod.istio-system.svc')
})

test('root material that is damaged is refused', async () => {
  await expect(openAuthority({ certificatePem: 'x', keyPem: 'y' })).rejects.toThrow(Error)
})

test('@ in a trust domain becomes a dot', () => {
  expect(spiffeId({ ...principal, trustDomain: 'a@b' })).toBe('spiffe://a.b/ns/shop/sa/reviews')
})

test('rotation comes at half of the life, within a hundredth', () => {
  fc.assert(
    fc.property(
      fc.nat(1e9),
      fc.integer({ min: 1_000, max: 1e10 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (issuedAt, ttl, random) => {
        const at = rotateAt({ certificatePem: '', keyPem: '', issuedAt, expiresAt: issuedAt + ttl }, random)
        expect(Math.abs((at - issuedAt) / ttl - 0.5)).toBeLessThanOrEqual(0.0100001)
      },
    ),
  )
})
