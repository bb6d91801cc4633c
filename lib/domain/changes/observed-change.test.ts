import { describe, expect, it } from 'vitest'
import { authorOf, isSpecChange, observedSummary } from './observed-change.ts'

const virtualService = (weights: [number, number], managers: string[] = []) => ({
  kind: 'VirtualService',
  metadata: {
    name: 'reviews',
    namespace: 'shop',
    managedFields: managers.map((manager, place) => ({
      manager,
      time: `2026-03-0${managers.length - place}T00:00:00Z`,
      fieldsV1: { 'f:spec': {} },
    })),
  },
  spec: {
    http: [
      {
        name: 'main',
        route: weights.map((weight, place) => ({ destination: { host: 'reviews', subset: `v${place + 1}` }, weight })),
      },
    ],
  },
})
const deployment = (replicas: number, image: string) => ({
  kind: 'Deployment',
  metadata: { name: 'reviews', namespace: 'shop' },
  spec: { replicas, template: { spec: { containers: [{ name: 'app', image }] } } },
})

describe('a change by somebody else', () => {
  it.each([
    ['weights', virtualService([9, 1]), virtualService([5, 5]), 'v1 9 → 5, v2 1 → 5'],
    ['pods and image', deployment(1, 'a:1'), deployment(3, 'a:2'), '1 → 3 pods, image of app a:2'],
    ['making', null, virtualService([9, 1]), 'created'],
    ['deleting', virtualService([9, 1]), null, 'deleted'],
    ['anything else', { spec: { hosts: ['a'] } }, { spec: { hosts: ['b'] } }, 'changed'],
  ])('is told in a line: %s', (...[, before, after, summary]) => {
    expect(observedSummary({ before, after })).toBe(summary)
  })

  it('counts only when what is asked for changed, not with status or labels', () => {
    const before = virtualService([9, 1])
    expect(isSpecChange({ before, after: { ...before, status: { observed: 2 } } })).toBe(false)
    expect(isSpecChange({ before, after: virtualService([8, 2]) })).toBe(true)
    expect(isSpecChange({ before: null, after: before })).toBe(true)
  })

  it.each([
    [['kubectl-edit', 'heddle'], 'kubectl', 'kubectl-edit'],
    [['argocd-controller'], 'argo-cd', 'argocd-controller'],
    [['ci-deployer'], 'ci-deployer', 'ci-deployer'],
    [[], 'unknown', 'unknown'],
  ])('is by the latest field manager of the spec: %j', (managers, source, actor) => {
    expect(authorOf({ before: null, after: virtualService([1, 1], managers) })).toEqual({ source, actor })
  })
})
