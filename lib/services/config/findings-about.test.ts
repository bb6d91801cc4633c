import { describe, expect, test } from 'vitest'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { configObject, deployment, namespace, service } from '../../../test/support/cluster-objects.ts'
import { listRequest } from '../../contract/workloads.ts'
import { getApp } from '../apps/get-app.ts'
import { getNamespace, listNamespaces } from '../namespaces/list-namespaces.ts'
import { getService } from '../services/get-service.ts'
import { listServices } from '../services/list-services.ts'
import { getWorkload } from '../workloads/get-workload.ts'
import { readWorld } from './read-world.ts'

const route = (host: string, subset?: string) => ({
  hosts: ['cart.shop.svc.cluster.local'],
  http: [{ route: [{ destination: { host, ...(subset === undefined ? {} : { subset }) } }] }],
})
const cluster = [
  namespace('shop'),
  namespace('ops'),
  namespace('istio-system'),
  ...deployment('shop', 'cart-v1'),
  service('shop', 'cart'),
  configObject('DestinationRule', ['shop', 'cart'], {
    host: 'cart',
    subsets: [{ name: 'gone', labels: { version: 'gone' } }],
  }),
  configObject('VirtualService', ['shop', 'cart'], route('cart.shop.svc.cluster.local', 'v9')),
  configObject('VirtualService', ['ops', 'cart'], route('nobody.ops.svc.cluster.local')),
  configObject('AuthorizationPolicy', ['shop', 'of-cart'], { selector: { matchLabels: { app: 'cart' } } }),
  configObject('AuthorizationPolicy', ['shop', 'of-front'], { selector: { matchLabels: { app: 'front' } } }),
  configObject('PeerAuthentication', ['istio-system', 'default'], { mtls: { mode: 'STRICT' } }),
  configObject('PeerAuthentication', ['ops', 'default'], { mtls: { mode: 'STRICT' } }),
]
const input = { ...listRequest.parse({}), namespace: 'shop', name: 'cart' }
const ask = (principal = operator) => ({ deps: memoryDeps({}, cluster), principal, input })
const words = (findings: readonly { code: string; namespace: string; kind: string; path: string }[]) =>
  findings.map(({ code, namespace: home, kind, path }) => `${code} ${home}/${kind} ${path}`)

const all = [
  'H103 shop/VirtualService spec.http[0].route[0].destination.subset',
  'H101 ops/VirtualService spec.http[0].route[0].destination.host',
  'H202 shop/DestinationRule spec.subsets[0].labels',
]

describe('P11: what is wrong with the rules that act on a thing is told with it', () => {
  test('of a service, the errors first, in lists and on its own page', async () => {
    const { service: one } = await getService(ask())
    expect(words(one.findings)).toEqual(expect.arrayContaining(all))
    expect(one.findings.map(({ severity }) => severity)).toEqual(
      one.findings.map(({ severity }) => severity).toSorted(),
    )
    expect((await listServices(ask())).items[0]?.findings).toEqual(one.findings)
  })
  test('of a workload, with everything that picks its pods or its whole namespace', async () => {
    const { findings, config } = await getWorkload({ ...ask(), input: { ...input, name: 'cart-v1' } })
    expect(words(findings)).toEqual(expect.arrayContaining(all))
    expect(config.map(({ kind, namespace: home, name }) => `${kind} ${home}/${name}`)).toEqual([
      'VirtualService shop/cart',
      'VirtualService ops/cart',
      'DestinationRule shop/cart',
      'PeerAuthentication istio-system/default',
      'AuthorizationPolicy shop/of-cart',
    ])
  })
  test('of an application, what acts on any of its workloads', async () => {
    expect(words((await getApp(ask())).findings)).toEqual(expect.arrayContaining(all))
  })
  test('of a namespace, what is in it', async () => {
    const { namespace: one } = await getNamespace({ ...ask(), input: { ...input, name: 'ops' } })
    expect(words(one.findings)).toContain(all[1])
    expect(words(one.findings)).not.toContain(all[0])
  })
  test('nothing of a namespace that the reader may not see', async () => {
    const { service: one } = await getService(ask(readerOf('shop')))
    expect(one.findings.map(({ namespace: home }) => home)).not.toContain('ops')
    expect(one.config.map(({ namespace: home }) => home)).not.toContain('ops')
    const { items } = await listNamespaces(ask(readerOf('shop')))
    expect(items.flatMap(({ findings }) => findings.map(({ namespace: home }) => home))).not.toContain('ops')
  })
  test('nothing while the cluster was not read: "there is none" is not known', async () => {
    const deps = memoryDeps({}, cluster)
    deps.kubernetes.synced = false
    expect(readWorld(deps.kubernetes)).toBeNull()
    const { items } = await listNamespaces({ ...ask(), deps })
    expect(items.flatMap(({ findings }) => findings)).toEqual([])
  })
})
