import { get } from 'node:https'
import {
  AuthenticationV1Api,
  AuthorizationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  Watch,
  type V1ConfigMap,
} from '@kubernetes/client-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isObject, stringAt } from '../../../lib/domain/kubernetes/json.ts'
import { ClusterUnderTest, until } from './testing/cluster-under-test.ts'
import { configMap, pod, virtualService } from './testing/objects.ts'

// The console's and the control plane's client library, unmodified.
let cluster: ClusterUnderTest
let config: KubeConfig
let core: CoreV1Api

function clientConfig(): KubeConfig {
  const loaded = new KubeConfig()
  loaded.loadFromFile(cluster.kubeconfig())
  return loaded
}

beforeAll(async () => {
  cluster = await new ClusterUnderTest({ historySize: 40 }).start()
  config = clientConfig()
  core = config.makeApiClient(CoreV1Api)
})
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
})

interface Seen {
  readonly type: string
  readonly object: unknown
}

/** Opens a watch; `events` grows until `stop`, `ended` says that the server closed it. */
async function openWatch(path: string, query: Record<string, string | number | boolean>) {
  const events: Seen[] = []
  let ended = false
  const controller = await new Watch(config).watch(
    path,
    query,
    (type: string, object: unknown) => events.push({ type, object }),
    () => {
      ended = true
    },
  )
  return { events, hasEnded: () => ended, stop: () => controller.abort() }
}

const configMaps = '/api/v1/namespaces/default/configmaps'
const names = (events: readonly Seen[]) =>
  events.map(({ type, object }) => `${type} ${stringAt(object, 'metadata', 'name') ?? ''}`.trim())

describe('list', () => {
  test('limit and continue show one state, whatever is written meanwhile', async () => {
    for (const name of ['page-a', 'page-b', 'page-c'])
      cluster.store.create('configmaps', configMap(name, {}, { page: 'yes' }))
    const first = await core.listNamespacedConfigMap({ namespace: 'default', labelSelector: 'page', limit: 2 })
    expect(first.items.map((item) => item.metadata?.name)).toEqual(['page-a', 'page-b'])
    expect(first.metadata?.remainingItemCount).toBe(1)
    cluster.store.create('configmaps', configMap('page-d', {}, { page: 'yes' }))
    const _continue = first.metadata?._continue ?? ''
    const second = await core.listNamespacedConfigMap({ namespace: 'default', limit: 2, _continue })
    expect(second.items.map((item) => item.metadata?.name)).toEqual(['page-c'])
    expect(second.metadata?.resourceVersion).toBe(first.metadata?.resourceVersion)
    await expect(core.listNamespacedConfigMap({ namespace: 'default', _continue: 'forged' })).rejects.toMatchObject({
      code: 410,
    })
  })
})

describe('watch', () => {
  test('starts with what there is, then follows; a selector sees objects enter and leave', async () => {
    cluster.store.create('configmaps', configMap('enter-1', {}, { zone: 'in' }))
    const watch = await openWatch(configMaps, { labelSelector: 'zone=in' })
    await until('the first', () => watch.events.length === 1)
    cluster.store.create('configmaps', configMap('enter-2', {}, { zone: 'out' }))
    const relabel = (zone: string) =>
      cluster.store.modify({ resource: 'configmaps', namespace: 'default', name: 'enter-2' }, (object) => ({
        ...object,
        metadata: { ...object.metadata, labels: { zone } },
      }))
    relabel('in')
    relabel('out')
    cluster.store.delete({ resource: 'configmaps', namespace: 'default', name: 'enter-1' })
    await until('all events', () => watch.events.length === 4)
    watch.stop()
    expect(names(watch.events)).toEqual(['ADDED enter-1', 'ADDED enter-2', 'DELETED enter-2', 'DELETED enter-1'])
  })

  test('from a resourceVersion on nothing is missed and nothing repeated', async () => {
    const { metadata } = await core.listNamespacedConfigMap({ namespace: 'default' })
    cluster.store.create('configmaps', configMap('between'))
    const watch = await openWatch(configMaps, { resourceVersion: metadata?.resourceVersion ?? '' })
    await until('the event', () => watch.events.length > 0)
    cluster.store.create('configmaps', configMap('after'))
    await until('the next', () => watch.events.length > 1)
    watch.stop()
    expect(names(watch.events)).toEqual(['ADDED between', 'ADDED after'])
  })

  test('timeoutSeconds ends it, with a bookmark for those who allow it', async () => {
    const watch = await openWatch(configMaps, {
      resourceVersion: cluster.store.resourceVersion,
      allowWatchBookmarks: true,
      timeoutSeconds: 1,
    })
    cluster.store.create('pods', pod('elsewhere'))
    await until('the end', watch.hasEnded)
    const last = watch.events.at(-1)
    expect(last?.type).toBe('BOOKMARK')
    expect(stringAt(last?.object, 'metadata', 'resourceVersion')).toBe(cluster.store.resourceVersion)
  })

  test('a revision whose changes are forgotten gives 410', async () => {
    const old = cluster.store.resourceVersion
    for (let number = 0; number < 60; number += 1) cluster.store.create('configmaps', configMap(`forget-${number}`))
    const watch = await openWatch(configMaps, { resourceVersion: old })
    await until('the end', watch.hasEnded)
    expect(watch.events).toMatchObject([{ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } }])
  })

  test('an informer goes on after a restart of the server', async () => {
    const informer = makeInformer<V1ConfigMap>(config, configMaps, () =>
      core.listNamespacedConfigMap({ namespace: 'default' }),
    )
    const added: string[] = []
    informer.on('add', (object) => added.push(object.metadata?.name ?? ''))
    informer.on('error', () => setTimeout(() => void informer.start(), 100))
    await informer.start()
    await cluster.restart()
    cluster.store.create('configmaps', configMap('after-restart'))
    await until('the object made after the restart', () => added.includes('after-restart'), 10_000)
    await informer.stop()
  })
})

describe('custom objects', () => {
  const vs = { group: 'networking.istio.io', version: 'v1', namespace: 'default', plural: 'virtualservices' }

  test('every served version shows the same object', async () => {
    const api = config.makeApiClient(CustomObjectsApi)
    await api.createNamespacedCustomObject({ ...vs, body: virtualService('versions', [{ host: 'a' }]) })
    for (const version of ['v1', 'v1beta1', 'v1alpha3']) {
      const object: unknown = await api.getNamespacedCustomObject({ ...vs, version, name: 'versions' })
      expect(stringAt(object, 'apiVersion')).toBe(`networking.istio.io/${version}`)
    }
  })

  test('an invalid object gives 422 with the field in details.causes', async () => {
    const api = config.makeApiClient(CustomObjectsApi)
    const refused = api.createNamespacedCustomObject({
      ...vs,
      body: virtualService('bad', [{ host: 'a', weight: -1 }]),
    })
    const error: unknown = await refused.catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 422 })
    const body: unknown = JSON.parse(isObject(error) ? String(error['body']) : '{}')
    expect(body).toMatchObject({
      kind: 'Status',
      reason: 'Invalid',
      details: {
        kind: 'VirtualService',
        causes: [
          {
            field: 'spec.http[0].route[0].weight',
            reason: 'FieldValueInvalid',
            message: 'Invalid value: -1: must be at least 0',
          },
        ],
      },
    })
  })

  test('a patch on a stale resourceVersion gives 409 and changes nothing', async () => {
    const api = config.makeApiClient(CustomObjectsApi)
    const created: unknown = await api.createNamespacedCustomObject({
      ...vs,
      body: virtualService('guarded', [{ host: 'a', weight: 1 }]),
    })
    const revision = stringAt(created, 'metadata', 'resourceVersion') ?? ''
    const patch = (weight: number) =>
      api.patchNamespacedCustomObject(
        {
          ...vs,
          name: 'guarded',
          body: [
            { op: 'replace', path: '/metadata/resourceVersion', value: revision },
            { op: 'replace', path: '/spec/http/0/route/0/weight', value: weight },
          ],
        },
        setHeaderOptions('Content-Type', PatchStrategy.JsonPatch),
      )
    await patch(2)
    await expect(patch(3)).rejects.toMatchObject({ code: 409 })
    expect(await cluster.run('get vs guarded -o jsonpath={.spec.http[0].route[0].weight}')).toBe('2')
  })
})

describe('reviews', () => {
  test("a pod's token holds for its audience and while the pod lives", async () => {
    const api = config.makeApiClient(AuthenticationV1Api)
    await core.createNamespacedServiceAccount({ namespace: 'default', body: { metadata: { name: 'bound' } } })
    const { metadata } = cluster.store.create('pods', pod('bound'))
    const boundObjectRef = { kind: 'Pod', apiVersion: 'v1', name: 'bound', uid: metadata.uid }
    const issued = await core.createNamespacedServiceAccountToken({
      namespace: 'default',
      name: 'bound',
      body: { spec: { audiences: ['istio-ca'], boundObjectRef, expirationSeconds: 3600 } },
    })
    const token = issued.status?.token ?? ''
    const review = async (audience: string) =>
      (await api.createTokenReview({ body: { spec: { token, audiences: [audience] } } })).status
    expect(await review('istio-ca')).toMatchObject({
      authenticated: true,
      audiences: ['istio-ca'],
      user: {
        username: 'system:serviceaccount:default:bound',
        extra: { 'authentication.kubernetes.io/pod-name': ['bound'] },
      },
    })
    expect(await review('other')).toMatchObject({
      authenticated: false,
      error: 'the token is for istio-ca, not for other',
    })
    cluster.store.delete({ resource: 'pods', namespace: 'default', name: 'bound' })
    expect(await review('istio-ca')).toMatchObject({
      authenticated: false,
      error: 'the pod default/bound of the token is gone',
    })
  })

  test('SubjectAccessReview asks for another user', async () => {
    const api = config.makeApiClient(AuthorizationV1Api)
    const resourceAttributes = { verb: 'get', resource: 'secrets', namespace: 'default' }
    const ask = async (user: string) =>
      (await api.createSubjectAccessReview({ body: { spec: { user, resourceAttributes } } })).status?.allowed
    expect([await ask('heddle:console'), await ask('heddle:control-plane')]).toEqual([false, true])
  })
})

describe('strangers', () => {
  test.each([
    { what: 'no credential', authorization: undefined, path: '/api/v1/pods', code: 401 },
    { what: 'an unknown token', authorization: 'Bearer nonsense', path: '/api/v1/pods', code: 401 },
    { what: 'health without credential', authorization: undefined, path: '/readyz', code: 200 },
  ])('$what gives $code', async ({ authorization, path, code }) => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = authorization === undefined ? {} : { authorization }
      get(`${cluster.url}${path}`, { rejectUnauthorized: false, headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).once('error', reject)
    })
    expect(status).toBe(code)
  })
})
