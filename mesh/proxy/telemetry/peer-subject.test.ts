import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPeerSubject, maxPackedLength, packPeer, parsePeerSubject } from './peer-subject.ts'
import type { WorkloadIdentity } from './workload-identity.ts'

// Guarantee: whatever the labels hold, the caller's identity survives the certificate unchanged and can't be forged by a
// value that contains the format's own syntax.

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 253 }),
  fc.constantFrom('', '|', 'a|b', 'CN=x,O=y', '%', '%7C', '\\', '"', '\n', '\0', '🧵', 'name=', '+', ';', '<>', '#'),
)
const identities: fc.Arbitrary<WorkloadIdentity> = fc.record({
  workload: hostile,
  namespace: hostile,
  canonicalService: hostile,
  canonicalRevision: hostile,
  cluster: hostile,
  app: hostile,
  version: hostile,
})
const fieldCount = 7

const productpage: WorkloadIdentity = {
  workload: 'productpage-v1',
  namespace: 'bookinfo',
  canonicalService: 'productpage',
  canonicalRevision: 'v1',
  cluster: 'Kubernetes',
  app: 'productpage',
  version: 'v1',
}

describe('peer subject', () => {
  test('an ordinary workload is readable', () => {
    expect(packPeer(productpage)).toBe('productpage-v1|bookinfo|productpage|v1|Kubernetes|productpage|v1')
  })
  test('what Envoy prints and what the CA writes mean the same', () => {
    expect(parsePeerSubject(formatPeerSubject(productpage))).toEqual(productpage)
    expect(parsePeerSubject(`name=${packPeer(productpage)}`)).toEqual(productpage)
    expect(parsePeerSubject(packPeer(productpage))).toEqual(productpage)
  })
  test('any values come back as they were', () => {
    fc.assert(
      fc.property(identities, (identity) => {
        fc.pre(packPeer(identity).length <= maxPackedLength)
        expect(parsePeerSubject(formatPeerSubject(identity))).toEqual(identity)
      }),
    )
  })
  test('the packed value holds nothing that a DN, a log format or a header could read as syntax', () => {
    fc.assert(fc.property(identities, (identity) => /^[A-Za-z0-9._%|-]*$/.test(packPeer(identity))))
    fc.assert(fc.property(identities, (identity) => packPeer(identity).split('|').length === fieldCount))
  })
  test.each([
    ['', 'nothing'],
    ['CN=stranger', "someone else's subject"],
    ['a|b|c|d|e|f', 'too few fields'],
    ['a|b|c|d|e|f|g|h', 'too many fields'],
    ['a|b|c|d|e|f|%zz', 'a broken escape'],
    ['a|b|c|d|e|f|%ff', 'bytes that are not UTF-8'],
    [`${'a'.repeat(maxPackedLength)}|b|c|d|e|f|g`, 'more than the bound'],
  ])('%s is refused: %s', (text) => {
    expect(parsePeerSubject(text)).toBeUndefined()
  })
  test('any text is answered, never thrown at', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parsePeerSubject(text)))
  })
})
