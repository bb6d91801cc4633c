import { describe, expect, test } from 'vitest'
import { workloadIdentity } from './workload-identity.ts'

// Guarantee: canonical service and revision follow Istio's order of labels.

const facts = { workloadName: 'reviews-v2', namespace: 'bookinfo', cluster: 'Kubernetes' }
const canonical = (labels: Record<string, string>) => {
  const { canonicalService, canonicalRevision } = workloadIdentity({ ...facts, labels })
  return [canonicalService, canonicalRevision]
}

describe('canonical service and revision', () => {
  test.each([
    [{}, ['reviews-v2', 'latest']],
    [{ app: 'reviews', version: 'v2' }, ['reviews', 'v2']],
    [{ app: 'a', 'app.kubernetes.io/name': 'b', version: '1', 'app.kubernetes.io/version': '2' }, ['b', '2']],
    [{ app: 'a', 'service.istio.io/canonical-name': 'c', 'service.istio.io/canonical-revision': '3' }, ['c', '3']],
    [{ app: '', version: '' }, ['reviews-v2', 'latest']],
  ])('%o → %o', (labels, expected) => {
    expect(canonical(labels)).toEqual(expected)
  })
  test('app and version are the labels themselves', () => {
    const labels = { app: 'a', version: '1', 'service.istio.io/canonical-name': 'c' }
    expect(workloadIdentity({ ...facts, labels })).toMatchObject({ app: 'a', version: '1', workload: 'reviews-v2' })
    expect(workloadIdentity({ ...facts, labels: {} })).toMatchObject({ app: '', version: '' })
  })
})
