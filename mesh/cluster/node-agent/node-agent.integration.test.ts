import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ClusterProcesses, webDeployment } from './testing/cluster-processes.ts'

let cluster: ClusterProcesses
beforeAll(async () => {
  cluster = await ClusterProcesses.create()
  await cluster.start('cluster')
  await cluster.start('node-agent')
})
afterAll(() => cluster.stop())

const pod = (name: string, spec: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec,
})
const run = (command: string, over: object = {}) => ({
  name: 'c',
  image: 'host/command',
  command: ['sh', '-c', command],
  ...over,
})
const record = (name: string) => cluster.records.find((entry) => entry.name === name)
const identityOf = (name: string, container: string) => record(name)?.containers[container]?.identity
const podsOf = async (app: string) =>
  (await cluster.get(`pods -l app=${app}`, '.items[*].metadata.name')).split(' ').filter(Boolean)
const rolledOut = (app: string) => cluster.kubectl('rollout', 'status', `deploy/${app}`, '--timeout=60s')

function ask(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get({ host: address, port: 8080, agent: false, timeout: 2_000 }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
      response.on('end', () => resolve(text))
    })
    request.on('error', reject)
  })
}

describe('a Deployment of a host command', () => {
  test('rolls out, scales, restarts and is deleted by kubectl', async () => {
    await cluster.apply(webDeployment('web', 2))
    await rolledOut('web')
    const [first = ''] = await podsOf('web')
    const address = (await cluster.get(`pod ${first}`, ".metadata.annotations['heddle\\.dev/app-address']")).trim()
    expect(await ask(address)).toBe(first)
    await cluster.kubectl('scale', 'deploy/web', '--replicas=4')
    await rolledOut('web')
    expect(await podsOf('web')).toHaveLength(4)
    await cluster.kubectl('scale', 'deploy/web', '--replicas=1')
    await cluster.until('one pod', async () => (await podsOf('web')).length === 1)
    const before = await podsOf('web')
    await cluster.kubectl('rollout', 'restart', 'deploy/web')
    await rolledOut('web')
    await cluster.until('the old pod gone', async () => (await podsOf('web')).every((name) => !before.includes(name)))
    expect(await cluster.kubectl('rollout', 'history', 'deploy/web')).toContain('2')
    await cluster.kubectl('delete', 'deploy/web')
    await cluster.until('no pods', async () => (await podsOf('web')).length === 0)
  })

  test('replicas spread over the three zones', async () => {
    await cluster.apply(webDeployment('spread', 3))
    await rolledOut('spread')
    const nodes = (await cluster.get('pods -l app=spread', '.items[*].spec.nodeName')).split(' ')
    expect(nodes.toSorted()).toEqual(['node-a', 'node-b', 'node-c'])
    await cluster.kubectl('delete', 'deploy/spread')
  })
})

describe('processes that end', () => {
  test('one that is killed by hand comes back, counted, with its reason', async () => {
    await cluster.apply(webDeployment('killed', 1))
    await rolledOut('killed')
    const [name = ''] = await podsOf('killed')
    const identity = identityOf(name, 'web')
    process.kill(identity?.pid ?? 0, 'SIGKILL')
    await cluster.until(
      'a restart',
      async () => (await cluster.get(`pod ${name}`, '.status.containerStatuses[0].restartCount')) === '1',
    )
    await rolledOut('killed')
    expect(await cluster.get(`pod ${name}`, '.status.containerStatuses[0].lastState.terminated.exitCode')).toBe('137')
    expect(await cluster.kubectl('logs', name, '--previous')).toContain('listening')
    await cluster.kubectl('delete', 'deploy/killed')
  })

  test('one that crashes again and again backs off', async () => {
    await cluster.apply(pod('crash', { containers: [run('echo bad; exit 3')] }))
    await cluster.until('CrashLoopBackOff', async () =>
      (await cluster.kubectl('get', 'pod', 'crash')).includes('CrashLoopBackOff'),
    )
    expect(await cluster.get('pod crash', '.status.containerStatuses[0].lastState.terminated.exitCode')).toBe('3')
    expect(await cluster.kubectl('describe', 'pod', 'crash')).toMatch(
      /BackOff .*Back-off restarting failed container c/,
    )
    await cluster.kubectl('delete', 'pod', 'crash')
  })

  test('a pod that must not restart ends as Succeeded or Failed', async () => {
    await cluster.apply(
      pod('good', { restartPolicy: 'Never', containers: [run('echo done')] }),
      pod('bad', { restartPolicy: 'Never', containers: [run('exit 4')] }),
    )
    await cluster.until(
      'both ended',
      async () => (await cluster.get('pods good bad', '.items[*].status.phase')) === 'Succeeded Failed',
    )
    expect(await cluster.kubectl('logs', 'good')).toBe('done\n')
    await cluster.kubectl('delete', 'pod', 'good', 'bad')
  })

  test('a failed liveness probe restarts the container', async () => {
    const livenessProbe = {
      exec: { command: ['false'] },
      periodSeconds: 1,
      failureThreshold: 1,
      initialDelaySeconds: 1,
    }
    await cluster.apply(
      pod('sick', { terminationGracePeriodSeconds: 1, containers: [run('exec sleep 600', { livenessProbe })] }),
    )
    await cluster.until(
      'a restart',
      async () => Number(await cluster.get('pod sick', '.status.containerStatuses[0].restartCount')) >= 1,
    )
    expect(await cluster.kubectl('describe', 'pod', 'sick')).toMatch(
      /Unhealthy .*Liveness probe failed[\s\S]*Killing .*failed liveness probe/,
    )
    await cluster.kubectl('delete', 'pod', 'sick')
  })

  test('an image that is not ours waits with a sentence', async () => {
    await cluster.apply(pod('foreign', { containers: [{ name: 'c', image: 'nginx:1' }] }))
    await cluster.until('ErrImagePull', async () =>
      /ErrImagePull|ImagePullBackOff/.test(await cluster.kubectl('get', 'pod', 'foreign')),
    )
    expect(await cluster.get('pod foreign', '.status.containerStatuses[0].state.waiting.message')).toContain(
      'image "nginx:1" can\'t be run here',
    )
    await cluster.kubectl('delete', 'pod', 'foreign')
  })
})

describe('configuration', () => {
  test('ConfigMaps, Secrets and fields arrive as environment and files', async () => {
    const script = 'echo "$STAR $KEY $ME"; cat "$HEDDLE_VOLUME_CONF/star"; echo; cat "$HEDDLE_VOLUME_TOKEN/token"'
    const env = [
      { name: 'STAR', valueFrom: { configMapKeyRef: { name: 'conf', key: 'star' } } },
      { name: 'KEY', valueFrom: { secretKeyRef: { name: 'key', key: 'word' } } },
      { name: 'ME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ]
    const volumes = [
      { name: 'conf', configMap: { name: 'conf' } },
      {
        name: 'token',
        projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'shop', expirationSeconds: 3600 } }] },
      },
    ]
    const volumeMounts = volumes.map(({ name }) => ({ name, mountPath: `/${name}` }))
    await cluster.apply(
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf', namespace: 'default' }, data: { star: 'red' } },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'key', namespace: 'default' },
        stringData: { word: 'open' },
      },
      pod('reader', { restartPolicy: 'Never', volumes, containers: [run(script, { env, volumeMounts })] }),
    )
    await cluster.until('the end', async () => (await cluster.get('pod reader', '.status.phase')) === 'Succeeded')
    const logs = await cluster.kubectl('logs', 'reader')
    expect(logs).toContain('red open reader\nred\n')
    const [, claims = ''] = (logs.split('\n')[2] ?? '').split('.')
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))).toMatchObject({ aud: ['shop'] })
    await cluster.kubectl('delete', 'pod', 'reader')
  })

  test('a missing ConfigMap holds the container until it is there', async () => {
    const env = [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'late', key: 'x' } } }]
    await cluster.apply(pod('waits', { restartPolicy: 'Never', containers: [run('echo $X', { env })] }))
    await cluster.until('CreateContainerConfigError', async () =>
      (await cluster.kubectl('get', 'pod', 'waits')).includes('CreateContainerConfigError'),
    )
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'late', namespace: 'default' },
      data: { x: 'here' },
    })
    await cluster.until('the end', async () => (await cluster.get('pod waits', '.status.phase')) === 'Succeeded')
    expect(await cluster.kubectl('logs', 'waits')).toBe('here\n')
    await cluster.kubectl('delete', 'pod', 'waits')
  })
})

describe('logs', () => {
  test('tail, timestamps, since and follow', async () => {
    await cluster.apply(
      pod('talker', {
        terminationGracePeriodSeconds: 1,
        containers: [run('i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo line $i; sleep 0.1; done; exec sleep 600')],
      }),
    )
    await cluster.until(
      'ten lines',
      async () => (await cluster.kubectl('logs', 'talker').catch(() => '')).split('\n').length > 10,
    )
    const followed = await cluster.kubectl('logs', '-f', 'talker', '--limit-bytes=200')
    expect(followed.length).toBeLessThanOrEqual(200)
    expect(followed).toMatch(/^line 1\nline 2\n/)
    await cluster.until('forty lines', async () => (await cluster.kubectl('logs', 'talker')).includes('line 40'))
    expect(await cluster.kubectl('logs', 'talker', '--tail=2')).toBe('line 39\nline 40\n')
    expect(await cluster.kubectl('logs', 'talker', '--tail=1', '--timestamps')).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{9}Z line 40\n$/,
    )
    expect(await cluster.kubectl('logs', 'talker', '--since=1h')).toContain('line 1\n')
    await cluster.kubectl('delete', 'pod', 'talker')
  })
})

test('logs are refused without the token', async () => {
  const port = Number(await cluster.get('node node-a', '.status.daemonEndpoints.kubeletEndpoint.Port'))
  const answer = await fetch(`http://127.0.0.1:${port}/containerLogs/default/x/y`)
  expect(answer.status).toBe(401)
  const token = readFileSync(join(cluster.dir, 'cluster/pki/kubelet-token'), 'utf8').trim()
  const known = await fetch(`http://127.0.0.1:${port}/containerLogs/default/x/y`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(known.status).toBe(404)
})

test('nodes say that they live by their leases, and change only when they have news', async () => {
  const renewed = () => cluster.get('lease node-a -n kube-node-lease', '.spec.renewTime').catch(() => '')
  const version = () => cluster.get('node node-a', '.metadata.resourceVersion')
  // A lease that is not there yet, or not answered for, is no renewal.
  const renewalAfter = (before: string) => async () => ![before, ''].includes(await renewed())
  // The first renewal of an agent that an earlier test started may come with news: the port of its logs.
  await cluster.until('a first renewal', renewalAfter(await renewed()))
  const [before, unchanged] = [await renewed(), await version()]
  await cluster.until('a renewal', renewalAfter(before))
  expect(await version()).toBe(unchanged)
  expect(await cluster.kubectl('describe', 'node', 'node-a')).toMatch(/HolderIdentity:\s+node-a/)
})
