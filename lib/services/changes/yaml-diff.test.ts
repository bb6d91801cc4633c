import { describe, expect, it } from 'vitest'
import { yamlDiff } from './yaml-diff.ts'

const object = (weight: number, metadata: object) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'reviews', ...metadata },
  spec: { http: [{ route: [{ destination: { host: 'reviews' }, weight }] }] },
  status: { observedGeneration: weight },
})

describe('R25 the difference of two objects', () => {
  it('shows what a person changed and nothing that the API server writes by itself', () => {
    const lastApplied = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' }
    const before = object(9, { resourceVersion: '1', generation: 1, managedFields: [{}], annotations: lastApplied })
    const after = object(5, { resourceVersion: '2', generation: 2, uid: 'x' })
    const { yaml, added, removed } = yamlDiff(before, after)
    expect([added, removed]).toEqual([1, 1])
    const changed = yaml.filter(({ kind }) => kind !== 'same')
    expect(changed.map(({ kind, text }) => `${kind} ${text.trim()}`)).toEqual(['removed weight: 9', 'added weight: 5'])
  })

  it('keeps the annotations that people write', () => {
    const before = object(9, { annotations: { team: 'a' } })
    const after = object(9, { annotations: { team: 'b' } })
    expect(yamlDiff(before, after).added).toBe(1)
  })

  it('shows a new object as added and a deleted one as removed', () => {
    expect(yamlDiff(null, object(9, {}))).toMatchObject({ removed: 0 })
    expect(yamlDiff(object(9, {}), null)).toMatchObject({ added: 0 })
  })
})
