import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deployment as deploymentSchema, replicaSet as replicaSetSchema } from '../objects/workload.ts'
import { pod as podSchema } from '../objects/pod.ts'
import { startTestCluster, testNamespace as namespace, type TestCluster } from './testing/test-cluster.ts'

let cluster: TestCluster
beforeEach(() => {
  cluster = startTestCluster()
})
afterEach(() => cluster.stop())

const deployment = (over: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'host/command', ports: [{ name: 'http', containerPort: 8080 }] }] },
    },
    ...over,
  },
})
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace },
  spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
}

const pods = () => cluster.list('pods').map((item) => podSchema.parse(item))
const sets = () => cluster.list('replicasets.apps').map((item) => replicaSetSchema.parse(item))
const web = () => deploymentSchema.parse(cluster.store.get({ resource: 'deployments.apps', namespace, name: 'web' }))
const slices = () => cluster.list('endpointslices.discovery.k8s.io')

/** Plays the kubelet: every placed pod becomes ready, every pod to be deleted goes. */
function runPods(): void {
  for (const [index, { metadata, spec, status }] of pods().entries()) {
    if (metadata.deletionTimestamp !== undefined && metadata.deletionTimestamp !== null)
      cluster.store.delete({ resource: 'pods', namespace, name: metadata.name }, { gracePeriodSeconds: 0 })
    else if (spec.nodeName !== undefined && status?.phase !== 'Running')
      cluster.setPodStatus(metadata.name, {
        phase: 'Running',
        podIP: `127.9.${index + 1}.1`,
        conditions: [{ type: 'Ready', status: 'True' }],
      })
  }
}

async function rolledOut(replicas: number): Promise<void> {
  await cluster.until(
    () => {
      runPods()
      const { status, metadata } = web()
      return (
        status?.availableReplicas === replicas &&
        status.updatedReplicas === replicas &&
        status.replicas === replicas &&
        status.observedGeneration === metadata.generation
      )
    },
    () => web().status,
  )
}

describe('all controllers on a real store', () => {
  test('a Deployment becomes pods on three nodes, with endpoints', async () => {
    cluster.create('services', service)
    cluster.create('deployments.apps', deployment())
    await rolledOut(3)
    expect(new Set(pods().map(({ spec }) => spec.nodeName))).toEqual(new Set(['node-a', 'node-b', 'node-c']))
    expect(web().status?.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['Available', 'True', 'MinimumReplicasAvailable'],
      ['Progressing', 'True', 'NewReplicaSetAvailable'],
    ])
    await cluster.until(() => JSON.stringify(slices()).match(/"ready":true/g)?.length === 3, slices)
    const endpoints = cluster.store.get({ resource: 'endpoints', namespace, name: 'web' })
    expect(JSON.stringify(endpoints?.['subsets'])).toContain('"port":8080')
  })

  test('a new template rolls out and leaves the old ReplicaSet empty', async () => {
    cluster.create('deployments.apps', deployment())
    await rolledOut(3)
    const before = new Set(pods().map(({ metadata }) => metadata.name))
    const restart = { 'kubectl.kubernetes.io/restartedAt': 'now' }
    cluster.patch('deployments.apps', 'web', { spec: { template: { metadata: { annotations: restart } } } })
    await rolledOut(3)
    expect(pods().filter(({ metadata }) => before.has(metadata.name))).toEqual([])
    expect(
      sets()
        .map(({ spec }) => spec.replicas)
        .toSorted((a, b) => a - b),
    ).toEqual([0, 3])
    expect(web().metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2')
  })

  test('Recreate starts nothing new before all of the old has gone', async () => {
    cluster.create('deployments.apps', deployment({ strategy: { type: 'Recreate' } }))
    await rolledOut(3)
    const before = new Set(pods().map(({ metadata }) => metadata.uid))
    cluster.patch('deployments.apps', 'web', { spec: { template: { metadata: { labels: { tier: 'new' } } } } })
    await cluster.until(() => pods().every(({ metadata }) => Boolean(metadata.deletionTimestamp)), pods)
    expect(pods().every(({ metadata }) => before.has(metadata.uid))).toBe(true)
    await rolledOut(3)
  })

  test('a paused Deployment scales but does not roll out until it is resumed', async () => {
    cluster.create('deployments.apps', deployment())
    await rolledOut(3)
    cluster.patch('deployments.apps', 'web', {
      spec: { paused: true, replicas: 4, template: { metadata: { labels: { tier: 'new' } } } },
    })
    await cluster.until(() => (runPods(), pods().length === 4), pods)
    expect(sets()).toHaveLength(1)
    cluster.patch('deployments.apps', 'web', { spec: { paused: false } })
    await rolledOut(4)
    expect(sets()).toHaveLength(2)
  })

  test('going back to a former template uses its ReplicaSet again, with a new revision', async () => {
    cluster.create('deployments.apps', deployment())
    await rolledOut(3)
    for (const tier of ['new', null]) {
      cluster.patch('deployments.apps', 'web', { spec: { template: { metadata: { labels: { tier } } } } })
      await rolledOut(3)
    }
    expect(sets()).toHaveLength(2)
    expect(web().metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3')
  })

  test('scaling up and down follows', async () => {
    cluster.create('deployments.apps', deployment({ replicas: 1 }))
    await rolledOut(1)
    cluster.patch('deployments.apps', 'web', { spec: { replicas: 5 } })
    await rolledOut(5)
    cluster.patch('deployments.apps', 'web', { spec: { replicas: 2 } })
    await rolledOut(2)
    await cluster.until(() => (runPods(), pods().length === 2))
  })

  test('a deleted pod is replaced', async () => {
    cluster.create('deployments.apps', deployment({ replicas: 1 }))
    await rolledOut(1)
    const [first] = pods()
    cluster.store.delete({ resource: 'pods', namespace, name: first?.metadata.name ?? '' })
    await cluster.until(() => {
      runPods()
      return pods().length === 1 && pods()[0]?.metadata.uid !== first?.metadata.uid
    })
  })

  test('a deleted Deployment takes its ReplicaSets and pods with it', async () => {
    cluster.create('deployments.apps', deployment())
    await rolledOut(3)
    cluster.store.delete({ resource: 'deployments.apps', namespace, name: 'web' }, { propagationPolicy: 'Background' })
    await cluster.until(() => (runPods(), pods().length === 0 && sets().length === 0))
  })

  test('in the foreground the Deployment goes last', async () => {
    cluster.create('deployments.apps', deployment())
    await rolledOut(3)
    cluster.store.delete({ resource: 'deployments.apps', namespace, name: 'web' }, { propagationPolicy: 'Foreground' })
    await cluster.until(() => pods().every(({ metadata }) => Boolean(metadata.deletionTimestamp)))
    expect(web().metadata.finalizers).toContain('foregroundDeletion')
    await cluster.until(() => (runPods(), cluster.list('deployments.apps').length === 0), sets)
  })

  test('orphaned ReplicaSets stay and are adopted by the next Deployment', async () => {
    cluster.create('deployments.apps', deployment())
    await rolledOut(3)
    const names = pods().map(({ metadata }) => metadata.name)
    cluster.store.delete({ resource: 'deployments.apps', namespace, name: 'web' }, { propagationPolicy: 'Orphan' })
    await cluster.until(
      () => cluster.list('deployments.apps').length === 0 && sets()[0]?.metadata.ownerReferences?.length === 0,
    )
    cluster.create('deployments.apps', deployment())
    await rolledOut(3)
    expect(pods().map(({ metadata }) => metadata.name)).toEqual(names)
  })

  test('a namespace is emptied before it goes', async () => {
    cluster.create('deployments.apps', deployment())
    await rolledOut(3)
    cluster.store.delete({ resource: 'namespaces', name: namespace })
    await cluster.until(
      () => (runPods(), cluster.store.get({ resource: 'namespaces', name: namespace }) === undefined),
      pods,
    )
  })

  test('a pod whose hostPort is held waits with a reason, and comes when it is free', async () => {
    const ports = [{ containerPort: 8080, hostPort: 18080, hostIP: '127.0.0.1' }]
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'host/command', ports }] },
    }
    cluster.create('deployments.apps', deployment({ replicas: 2, template }))
    const waiting = () => pods().filter(({ spec }) => spec.nodeName === undefined)
    await cluster.until(
      () => (runPods(), waiting().length === 1 && waiting()[0]?.status?.conditions !== undefined),
      pods,
    )
    expect(waiting()[0]?.status?.conditions?.[0]).toMatchObject({
      reason: 'Unschedulable',
      message: expect.stringContaining('hostPort 18080'),
    })
    cluster.patch('deployments.apps', 'web', { spec: { replicas: 1 } })
    await cluster.until(() => (runPods(), waiting().length === 0))
  })

  test('every namespace has its default service account, again when it is deleted', async () => {
    const key = { resource: 'serviceaccounts', namespace, name: 'default' }
    await cluster.until(() => cluster.store.get(key) !== undefined)
    cluster.store.delete(key)
    await cluster.until(() => cluster.store.get(key) !== undefined)
  })
})
