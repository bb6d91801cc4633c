import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { objectAt, stringAt } from '../../../lib/domain/kubernetes/json.ts'
import { ClusterUnderTest, until } from './testing/cluster-under-test.ts'
import { configMap, deployment, pod, service, virtualService } from './testing/objects.ts'

// A day of unmodified kubectl. No controllers run here: what they would do is written through the store.
let cluster: ClusterUnderTest
beforeAll(async () => {
  cluster = await new ClusterUnderTest().start()
})
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
})

const json = (value: unknown) => JSON.stringify(value)

describe('kubectl reads', () => {
  test('version, api-resources and api-versions', async () => {
    expect(await cluster.run('version')).toContain('Server Version: v1.32')
    const resources = await cluster.run('api-resources')
    expect(resources).toMatch(/virtualservices +vs +networking.istio.io\/v1 +true +VirtualService/)
    expect(resources).toMatch(/deployments +deploy +apps\/v1 +true +Deployment/)
    expect(await cluster.run('api-versions')).toContain('security.istio.io/v1beta1')
  })

  test('get with selectors, field selectors, jsonpath, -A, wide and short names', async () => {
    cluster.store.create('pods', pod('reviews-1', { app: 'reviews', version: 'v1' }))
    cluster.store.create('pods', pod('reviews-2', { app: 'reviews', version: 'v2' }))
    cluster.store.create('pods', pod('reviews-3', { app: 'reviews', version: 'v3' }))
    const name = 'jsonpath={.items[*].metadata.name}'
    const selected = await cluster.kubectl(['get', 'po', '-l', 'app=reviews,version in (v1,v2)', '-o', name])
    expect(selected.output).toBe('reviews-1 reviews-2')
    expect((await cluster.kubectl(['get', 'po', '-l', 'version notin (v1),app', '-o', name])).output).toBe(
      'reviews-2 reviews-3',
    )
    expect(await cluster.run(`get po --field-selector metadata.name=reviews-3 -o ${name}`)).toBe('reviews-3')
    expect(await cluster.run(`get po --chunk-size=1 -o name`)).toContain('pod/reviews-2')
    expect(await cluster.run('get pods')).toMatch(
      /NAME +READY +STATUS +RESTARTS +AGE\nreviews-1 +0\/1 +Pending +0 +\d+s/,
    )
    expect(await cluster.run('get pods -A -o wide')).toMatch(
      /NAMESPACE +NAME .* IP +NODE +NOMINATED NODE +READINESS GATES/,
    )
    expect(await cluster.refused('get pods --field-selector spec.color=red')).toContain(
      '"spec.color" is not supported for pods',
    )
    expect(await cluster.run('delete pods -l app=reviews')).toContain('pod "reviews-2" deleted')
    expect(await cluster.run('get pods -o name')).toBe('')
  })

  test("Istio's printer columns", async () => {
    await cluster.run('apply -f -', json(virtualService('columns', [{ host: 'a' }])))
    expect(await cluster.run('get vs columns')).toMatch(/NAME +GATEWAYS +HOSTS +AGE\ncolumns +\["columns"\] +\d+s/)
    await cluster.run('delete vs columns')
  })

  test('get -w sees an object come, change and go', async () => {
    const watch = cluster.follow('get cm -w --no-headers -o custom-columns=N:.metadata.name,V:.data.v')
    try {
      await cluster.run('create configmap seen --from-literal=v=1')
      await until('ADDED', () => watch.lines.some((line) => /^seen +1$/.test(line)))
      await cluster.run(`patch cm seen -p ${json({ data: { v: '2' } })}`)
      await until('MODIFIED', () => watch.lines.some((line) => /^seen +2$/.test(line)))
      const before = watch.lines.length
      await cluster.run('delete cm seen')
      await until('DELETED', () => watch.lines.length > before)
    } finally {
      watch.stop()
    }
  })

  test('describe shows the object with its events', async () => {
    const created = cluster.store.create('pods', pod('described'))
    cluster.store.create('events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'described.1', namespace: 'default' },
      involvedObject: { kind: 'Pod', namespace: 'default', name: 'described', uid: created.metadata.uid },
      reason: 'Started',
      message: 'Started container main',
      type: 'Normal',
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:00:00Z',
      count: 1,
    })
    const text = await cluster.run('describe pod described')
    expect(text).toContain('Image:        heddle/details:v1')
    expect(text).toContain('Started container main')
    cluster.store.create('deployments.apps', deployment('described'))
    expect(await cluster.run('describe deploy described')).toContain(
      'RollingUpdateStrategy:  25% max unavailable, 25% max surge',
    )
    cluster.store.create('virtualservices.networking.istio.io', virtualService('described', [{ host: 'a' }]))
    expect(await cluster.run('describe vs described')).toContain('Kind:         VirtualService')
    for (const kind of ['pod', 'deploy', 'vs', 'event'])
      await cluster.run(`delete ${kind} ${kind === 'event' ? 'described.1' : 'described'}`)
  })

  test('explain comes from the schemas', async () => {
    const text = await cluster.run('explain vs.spec.http.route')
    expect(text).toContain('Where the traffic goes, by weight.')
    expect(text).toContain('weight\t<integer>')
    expect(await cluster.run('explain deploy.spec.strategy')).toContain('rollingUpdate\t<RollingUpdateDeployment>')
  })
})

describe('kubectl writes', () => {
  test('apply: dry run stores nothing, then created, unchanged, configured', async () => {
    const before = virtualService('shift', [
      { host: 'a', weight: 90 },
      { host: 'b', weight: 10 },
    ])
    expect(await cluster.run('apply --dry-run=server -f -', json(before))).toContain('created (server dry run)')
    expect(await cluster.refused('get vs shift')).toContain('virtualservices.networking.istio.io "shift" not found')
    expect(await cluster.run('apply -f -', json(before))).toContain('created')
    expect(await cluster.run('apply -f -', json(before))).toContain('unchanged')
    const after = virtualService('shift', [
      { host: 'a', weight: 50 },
      { host: 'b', weight: 50 },
    ])
    expect(await cluster.run('apply --dry-run=server -f -', json(after))).toContain('configured (server dry run)')
    expect(await cluster.run('get vs shift -o jsonpath={.spec.http[0].route[*].weight}')).toBe('90 10')
    expect(await cluster.run('apply -f -', json(after))).toContain('configured')
    expect(await cluster.run('get vs shift -o jsonpath={.spec.http[0].route[*].weight}/{.metadata.generation}')).toBe(
      '50 50/2',
    )
    await cluster.run('delete vs shift')
  })

  test.each([
    [
      'a negative weight',
      [{ host: 'a', weight: -1 }],
      'spec.http[0].route[0].weight: Invalid value: -1: must be at least 0',
    ],
    [
      'a weight that is no number',
      [{ host: 'a', weight: 'abc' }],
      'spec.http[0].route[0].weight: Invalid value: "abc": must be a number',
    ],
    [
      'a total of 0',
      [
        { host: 'a', weight: 0 },
        { host: 'b', weight: 0 },
      ],
      'must have a total weight above 0 when there are several destinations',
    ],
  ])('%s is refused with one sentence and stores nothing', async (_name, slices, sentence) => {
    expect(await cluster.refused('apply -f -', json(virtualService('refused', slices)))).toContain(sentence)
    expect(await cluster.refused('get vs refused')).toContain('not found')
  })

  test('an unknown field is refused by apply and kept with a warning by --validate=warn', async () => {
    const object = {
      ...virtualService('stray', [{ host: 'a' }]),
      spec: { ...objectAt(virtualService('stray', [{ host: 'a' }]), 'spec'), hosst: ['x'] },
    }
    expect(await cluster.refused('apply -f -', json(object))).toContain('unknown field "spec.hosst"')
    const warned = await cluster.kubectl(['apply', '--validate=warn', '-f', '-'], { input: json(object) })
    expect(warned.errors).toContain('Warning: unknown field "spec.hosst"')
    expect(await cluster.run('get vs stray -o jsonpath={.spec.hosst}')).toBe('["x"]')
    await cluster.run('delete vs stray')
  })

  test('patch: json with test, merge, strategic by merge key', async () => {
    await cluster.run('apply -f -', json(virtualService('patched', [{ host: 'a', weight: 100 }])))
    const patch = (value: number) =>
      json([
        { op: 'test', path: '/spec/http/0/route/0/weight', value },
        { op: 'replace', path: '/spec/http/0/route/0/weight', value: 7 },
      ])
    expect(await cluster.refused(`patch vs patched --type=json -p ${patch(1)}`)).toContain(
      'test of /spec/http/0/route/0/weight failed: the value is 100, not 1',
    )
    await cluster.run(`patch vs patched --type=json -p ${patch(100)}`)
    expect(await cluster.run('get vs patched -o jsonpath={.spec.http[0].route[0].weight}')).toBe('7')
    await cluster.run(`patch vs patched --type=merge -p ${json({ spec: { exportTo: ['.'] } })}`)
    expect(await cluster.run('get vs patched -o jsonpath={.spec.exportTo}')).toBe('["."]')

    cluster.store.create('deployments.apps', deployment('patched'))
    const container = { name: 'main', env: [{ name: 'A', value: '1' }] }
    await cluster.run(`patch deploy patched -p ${json({ spec: { template: { spec: { containers: [container] } } } })}`)
    const spec = 'jsonpath={.spec.template.spec.containers[0].image}/{.spec.template.spec.containers[0].env[0].name}'
    expect(await cluster.run(`get deploy patched -o ${spec}`)).toBe('heddle/details:v1/A')
    await cluster.run('set image deploy/patched main=heddle/details:v2')
    expect(await cluster.run(`get deploy patched -o ${spec}`)).toBe('heddle/details:v2/A')
    await cluster.run('delete vs,deploy patched')
  })

  test('label, annotate, replace with a stale revision', async () => {
    cluster.store.create('configmaps', configMap('edited'))
    await cluster.run('label cm edited tier=web')
    await cluster.run('annotate cm edited note=hello')
    expect(await cluster.refused('label cm edited tier=db')).toContain('already has a value')
    const object: unknown = JSON.parse(await cluster.run('get cm edited -o json'))
    expect([
      stringAt(object, 'metadata', 'labels', 'tier'),
      stringAt(object, 'metadata', 'annotations', 'note'),
    ]).toEqual(['web', 'hello'])
    await cluster.run('label --overwrite cm edited tier=db')
    expect(await cluster.refused('replace -f -', json(object))).toContain('the object has been modified')
    expect(await cluster.run('get cm edited -o jsonpath={.metadata.labels.tier}')).toBe('db')
    await cluster.run('delete cm edited')
  })

  test('delete: missing, ignored, waiting for a finalizer', async () => {
    expect(await cluster.refused('delete cm none')).toContain('configmaps "none" not found')
    expect(await cluster.run('delete cm none --ignore-not-found')).toBe('')
    const held = configMap('held')
    cluster.store.create('configmaps', {
      ...held,
      metadata: { ...held.metadata, finalizers: ['test.heddle.dev/hold'] },
    })
    const deletion = cluster.run('delete cm held --wait')
    const key = { resource: 'configmaps', namespace: 'default', name: 'held' }
    await until('the mark', () => cluster.store.get(key)?.metadata.deletionTimestamp)
    cluster.store.modify(key, (object) => ({ ...object, metadata: { ...object.metadata, finalizers: [] } }))
    expect(await deletion).toContain('configmap "held" deleted')
  })

  test('scale and rollout', async () => {
    cluster.store.create('deployments.apps', deployment('rolled'))
    await cluster.run('scale deploy rolled --replicas=3')
    expect(await cluster.run('get deploy rolled -o jsonpath={.spec.replicas}')).toBe('3')
    expect(await cluster.refused('scale deploy rolled --replicas=-1')).toContain('replicas')
    expect(await cluster.refused('scale deploy rolled --current-replicas=1 --replicas=2')).toContain(
      'Expected replicas',
    )
    await cluster.run('rollout restart deploy rolled')
    expect(await cluster.run('get deploy rolled -o jsonpath={.spec.template.metadata.annotations}')).toContain(
      'restartedAt',
    )
    await cluster.run('rollout pause deploy rolled')
    await cluster.run('rollout resume deploy rolled')
    const status = cluster.run('rollout status deploy rolled --timeout=20s')
    cluster.store.modify(
      { resource: 'deployments.apps', namespace: 'default', name: 'rolled' },
      (object) => ({
        ...object,
        status: {
          observedGeneration: object.metadata.generation,
          replicas: 3,
          updatedReplicas: 3,
          readyReplicas: 3,
          availableReplicas: 3,
        },
      }),
      { subresource: 'status' },
    )
    expect(await status).toContain('successfully rolled out')
    await cluster.run('delete deploy rolled')
  })

  test('typed commands that send protobuf', async () => {
    await cluster.run('create secret generic made --from-literal=key=value')
    expect(await cluster.run('get secret made -o jsonpath={.data.key}')).toBe('dmFsdWU=')
    await cluster.run('create namespace made')
    await cluster.run('create role made -n made --verb=get --resource=pods')
    expect(await cluster.run('get role made -n made -o jsonpath={.rules[0].apiGroups}')).toBe('[""]')
    expect(await cluster.run('get ns made')).toMatch(/made +Active/)
    await cluster.run('create deployment made --image=heddle/details:v1 --replicas=2 --port=9080')
    expect(await cluster.run('get deploy made -o jsonpath={.spec.replicas}')).toBe('2')
    await cluster.run('delete secret,deploy made')
  })
})

describe('services', () => {
  test('get a cluster address and the lowest free index', async () => {
    for (const name of ['first', 'second', 'third']) await cluster.run('apply -f -', json(service(name)))
    await cluster.run('delete svc second')
    await cluster.run('apply -f -', json(service('fourth')))
    const index = (name: string) =>
      cluster.store.get({ resource: 'services', namespace: 'default', name })?.metadata.annotations?.[
        'heddle.dev/service-index'
      ]
    expect([index('first'), index('fourth'), index('third')]).toEqual(['0', '1', '2'])
    expect(await cluster.run('get svc first')).toMatch(/first +ClusterIP +10\.96\.\d+\.\d+ +<none> +80\/TCP/)
    expect(await cluster.run('apply -f -', json(service('first')))).toContain('unchanged')
    await cluster.run('replace -f -', json(service('first')))
    expect(index('first')).toBe('0')
  })
})
