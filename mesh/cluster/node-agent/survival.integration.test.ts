import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAlive } from './processes/process-identity.ts'
import { ClusterProcesses, webDeployment } from './testing/cluster-processes.ts'

let cluster: ClusterProcesses
beforeAll(async () => {
  cluster = await ClusterProcesses.create()
  await cluster.start('cluster')
  await cluster.start('node-agent')
})
afterAll(() => cluster.stop())

const identityOf = (name: string, container: string) =>
  cluster.records.find((entry) => entry.name === name)?.containers[container]?.identity
const podsOf = async (app: string) =>
  (await cluster.get(`pods -l app=${app}`, '.items[*].metadata.name')).split(' ').filter(Boolean)
const rolledOut = (app: string) => cluster.kubectl('rollout', 'status', `deploy/${app}`, '--timeout=60s')

describe('an agent or an API that dies', () => {
  test('a killed agent’s pods go on, and the next agent takes them over', async () => {
    await cluster.apply(webDeployment('steady', 2))
    await rolledOut('steady')
    const before = (await podsOf('steady')).map((name) => identityOf(name, 'web'))
    await cluster.end('node-agent', 'SIGKILL')
    expect(before.every((identity) => identity !== undefined && isAlive(identity))).toBe(true)
    await cluster.start('node-agent')
    await cluster.kubectl('scale', 'deploy/steady', '--replicas=3')
    await rolledOut('steady')
    expect(
      (await cluster.get('pods -l app=steady', '.items[*].status.containerStatuses[0].restartCount')).replaceAll(
        /[ 0]/g,
        '',
      ),
    ).toBe('')
    expect(before.every((identity) => identity !== undefined && isAlive(identity))).toBe(true)
    const [name = ''] = await podsOf('steady')
    process.kill(identityOf(name, 'web')?.pid ?? 0, 'SIGKILL')
    await cluster.until('a restart', async () =>
      (await cluster.get('pods -l app=steady', '.items[*].status.containerStatuses[0].restartCount')).includes('1'),
    )
  })

  test('a pod that was deleted while the agent was away is ended by the next one', async () => {
    const names = await podsOf('steady')
    const identities = names.map((name) => identityOf(name, 'web'))
    await cluster.end('node-agent', 'SIGKILL')
    await cluster.kubectl('delete', 'deploy/steady', '--wait=false')
    await cluster.kubectl('delete', 'pods', '--all', '--force', '--grace-period=0')
    await cluster.start('node-agent')
    await cluster.until('their end', () => identities.every((identity) => identity === undefined || !isAlive(identity)))
    await cluster.until('no records', () => cluster.records.length === 0)
  })

  test('when the API dies pods go on, and the agent follows it again by itself', async () => {
    await cluster.apply(webDeployment('lasting', 1))
    await rolledOut('lasting')
    const [name = ''] = await podsOf('lasting')
    const identity = identityOf(name, 'web')
    await cluster.end('cluster', 'SIGKILL')
    expect(identity !== undefined && isAlive(identity)).toBe(true)
    await cluster.start('cluster')
    await cluster.kubectl('scale', 'deploy/lasting', '--replicas=2')
    await cluster.until(
      'two ready pods',
      async () => (await cluster.get('deploy lasting', '.status.readyReplicas')) === '2',
      10_000,
    )
    expect(identity !== undefined && isAlive(identity)).toBe(true)
  })

  test('SIGTERM ends every process within five seconds; the next agent starts them again', async () => {
    const identities = (await podsOf('lasting')).map((name) => identityOf(name, 'web'))
    const started = Date.now()
    await cluster.end('node-agent', 'SIGTERM')
    expect(Date.now() - started).toBeLessThan(5_000)
    expect(identities.every((identity) => identity !== undefined && !isAlive(identity))).toBe(true)
    await cluster.start('node-agent')
    await cluster.until('new processes', async () =>
      (await podsOf('lasting')).every((name) => {
        const identity = identityOf(name, 'web')
        return identity !== undefined && isAlive(identity)
      }),
    )
    expect(
      (await cluster.get('pods -l app=lasting', '.items[*].status.containerStatuses[0].restartCount')).replaceAll(
        /[ 0]/g,
        '',
      ),
    ).toBe('')
  })
})
