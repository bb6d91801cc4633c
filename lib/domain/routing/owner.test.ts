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
    ['Helm by its field manager', { managedFields: [written('helm')] }, 'helm', 'apply', null],
    [
      'Argo Rollouts by its owner reference',
      { namespace: 'shop', ownerReferences: [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'cart' }] },
      'argo-rollouts',
      'use-owner',
      'shop/cart',
    ],
    [
      'Argo Rollouts by its annotation',
      { annotations: { 'argo-rollouts.argoproj.io/managed-by-rollouts': 'cart' } },
      'argo-rollouts',
      'use-owner',
      'cart',
    ],
    [
      'Argo Rollouts by its field manager',
      { managedFields: [written('rollouts-controller')] },
      'argo-rollouts',
      'use-owner',
      null,
    ],
    ['Flagger by its label', { labels: { 'app.kubernetes.io/managed-by': 'flagger' } }, 'flagger', 'use-owner', null],
    ['Flagger by its field manager', { managedFields: [written('flagger')] }, 'flagger', 'use-owner', null],
    ['Argo CD by its label', { labels: { 'argocd.argoproj.io/instance': 'shop' } }, 'argo-cd', 'propose', 'shop'],
    ['Flux by its field manager', { managedFields: [written('kustomize-controller')] }, 'flux', 'propose', null],
    ['a Flux HelmRelease', { labels: { 'helm.toolkit.fluxcd.io/name': 'shop' } }, 'flux', 'propose', 'shop'],
    [
      'Flux that was told not to reconcile it',
      {
        labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' },
        annotations: { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' },
      },
      'flux',
      'apply',
      'apps',
    ],
    ['nobody by an instance label alone', { labels: { 'app.kubernetes.io/instance': 'shop' } }, 'none', 'apply', null],
  ])('is found: %s', (...[, metadata, kind, action, name]) => {
    expect(ownerOf(metadata)).toMatchObject({ kind, action, name })
  })

  it('is Argo Rollouts where a Rollout names the object, even if Argo CD installed it', () => {
    const metadata = { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:x' } }
    const owner = ownerOf(metadata, [{ namespace: 'bookinfo', name: 'reviews' }])
    expect(owner).toMatchObject({ kind: 'argo-rollouts', action: 'use-owner', name: 'bookinfo/reviews' })
  })

  it('names what to run at the owner instead of a blind write', () => {
    const rollout = { namespace: 'shop', annotations: { 'argo-rollouts.argoproj.io/managed-by-rollouts': 'cart' } }
    expect(ownerOf(rollout).commands.map(({ command }) => command)).toEqual([
      'kubectl argo rollouts promote cart -n shop',
      'kubectl argo rollouts pause cart -n shop',
      'kubectl argo rollouts abort cart -n shop',
    ])
    const canary = {
      namespace: 'shop',
      ownerReferences: [{ apiVersion: 'flagger.app/v1beta1', kind: 'Canary', name: 'cart' }],
    }
    expect(ownerOf(canary).commands[0]?.command).toBe('kubectl get canary/cart -n shop -o wide')
    expect(ownerOf({}).commands).toEqual([])
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
