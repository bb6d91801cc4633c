import { describe, expect, it } from 'vitest'
import { ownerOf, specManagers } from './owner.ts'

const written = (manager: string, time = '2026-01-01T00:00:00Z') => ({
  manager,
  operation: 'Update',
  time,
  fieldsV1: { 'f:spec': { 'f:http': {} } },
})

describe('R16 the owner of an object', () => {
  it.each([
    ['nobody', {}, 'none', 'apply', null],
    ['kubectl', { managedFields: [written('kubectl')] }, 'none', 'apply', null],
    [
      'Argo CD by its tracking annotation',
      { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:networking.istio.io/VirtualService:bookinfo/reviews' } },
      'argo-cd',
      'propose',
      'shop',
    ],
    [
      'Argo CD by its field manager',
      { labels: { 'app.kubernetes.io/instance': 'shop' }, managedFields: [written('argocd-controller')] },
      'argo-cd',
      'propose',
      'shop',
    ],
    ['Flux', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } }, 'flux', 'propose', 'apps'],
    [
      'Flagger',
      { ownerReferences: [{ apiVersion: 'flagger.app/v1beta1', kind: 'Canary', name: 'reviews' }] },
      'flagger',
      'use-owner',
      'reviews',
    ],
    ['Helm', { annotations: { 'meta.helm.sh/release-name': 'shop' } }, 'helm', 'apply', 'shop'],
  ])('is found: %s', (...[, metadata, kind, action, name]) => {
    expect(ownerOf(metadata)).toMatchObject({ kind, action, name })
  })

  it('is Argo Rollouts where a Rollout names the object, even if Argo CD installed it', () => {
    const metadata = { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:x' } }
    const owner = ownerOf(metadata, [{ namespace: 'bookinfo', name: 'reviews' }])
    expect(owner).toMatchObject({ kind: 'argo-rollouts', action: 'use-owner', name: 'bookinfo/reviews' })
  })

  it('lists writers of the spec, the latest first', () => {
    const managedFields = [
      written('kubectl', '2026-01-01T00:00:00Z'),
      written('heddle', '2026-01-02T00:00:00Z'),
      { manager: 'status-writer', fieldsV1: { 'f:status': {} } },
    ]
    expect(specManagers({ managedFields })).toEqual(['heddle', 'kubectl'])
  })
})
