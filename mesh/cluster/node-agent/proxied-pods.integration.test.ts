import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAlive } from './processes/process-identity.ts'
import { ClusterProcesses, webDeployment } from './testing/cluster-processes.ts'

const namespace = 'shop'
const inShop = <T extends { metadata: object }>(object: T) => ({
  ...object,
  metadata: { ...object.metadata, namespace },
})

/** Calls `web` through its own proxy, evenly paced, and prints one line per answer that is not 200. */
const caller = `
const http = require('node:http'), agent = new http.Agent({ keepAlive: true })
let ok = 0, bad = 0
const call = () => {
  const { WEB_SERVICE_HOST: host, WEB_SERVICE_PORT: port } = process.env
  const request = http.get({ host, port, agent, timeout: 5000, headers: { host: 'web' } }, (answer) => {
    answer.resume()
    answer.statusCode === 200 ? ok++ : (bad++, console.log('BAD', answer.statusCode))
  })
  request.on('error', (error) => (bad++, console.log('BAD', error.message)))
}
setInterval(call, 25)
setInterval(() => console.log('COUNT', ok, bad), 200)`

let cluster: ClusterProcesses
beforeAll(async () => {
  cluster = await ClusterProcesses.create()
  await cluster.start('cluster')
  await cluster.start('control-plane')
  await cluster.start('node-agent')
  await cluster.apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'istio-injection': 'enabled' } } },
    inShop({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    }),
    inShop(webDeployment('web', 2)),
  )
  await rolledOut('web')
  await cluster.apply(
    inShop(webDeployment('caller', 1, { container: { command: ['$NODE', '-e', caller], readinessProbe: undefined } })),
  )
  await rolledOut('caller')
})
afterAll(() => cluster.stop())

const rolledOut = (name: string) =>
  cluster.kubectl('rollout', 'status', `deploy/${name}`, '-n', namespace, '--timeout=60s')
const podsOf = async (app: string) =>
  (await cluster.get(`pods -n ${namespace} -l app=${app}`, '.items[*].metadata.name')).split(' ').filter(Boolean)
const identityOf = (name: string, container: string) =>
  cluster.records.find((entry) => entry.name === name)?.containers[container]?.identity
const callerLogs = () => cluster.kubectl('logs', '-n', namespace, 'deploy/caller', '-c', 'web')
const count = async () => {
  const [, ok = '0', bad = '0'] =
    (await callerLogs())
      .split('\n')
      .findLast((line) => line.startsWith('COUNT'))
      ?.split(' ') ?? []
  return { ok: Number(ok), bad: Number(bad) }
}
const moreAnswers = async (n: number) => {
  const before = (await count()).ok
  await cluster.until(`${n} more answers`, async () => (await count()).ok >= before + n)
}

describe('pods with a proxy', () => {
  test('run two ready containers, and requests go through', async () => {
    await moreAnswers(20)
    expect(await cluster.kubectl('get', 'pods', '-n', namespace)).toMatch(/web-\S+ +2\/2 +Running/)
    expect((await count()).bad).toBe(0)
  })

  test('a rollout restart and a scale-down fail no request', async () => {
    const before = await podsOf('web')
    await cluster.kubectl('rollout', 'restart', 'deploy/web', '-n', namespace)
    await rolledOut('web')
    await cluster.kubectl('scale', 'deploy/web', '-n', namespace, '--replicas=1')
    await cluster.until('one new pod', async () => {
      const names = await podsOf('web')
      return names.length === 1 && !before.includes(names[0] ?? '')
    })
    await moreAnswers(20)
    expect(await callerLogs()).not.toContain('BAD')
  })

  test('a killed proxy comes back within ten seconds and is counted', async () => {
    const [name = ''] = await podsOf('web')
    process.kill(identityOf(name, 'istio-proxy')?.pid ?? 0, 'SIGKILL')
    const restarts = `.status.containerStatuses[?(@.name=="istio-proxy")].restartCount`
    await cluster.until(
      '2/2 again',
      async () => {
        const counted = (await cluster.get(`pod ${name} -n ${namespace}`, restarts)) === '1'
        return counted && / 2\/2 /.test(await cluster.kubectl('get', 'pod', name, '-n', namespace))
      },
      10_000,
    )
    await moreAnswers(20)
  })

  test('a killed agent stops no traffic, and the next one takes proxies over too', async () => {
    const [name = ''] = await podsOf('web')
    const identity = identityOf(name, 'istio-proxy')
    const { bad } = await count()
    await cluster.end('node-agent', 'SIGKILL')
    await cluster.start('node-agent')
    await cluster.until('logs again', async () => (await count()).ok > 0)
    await moreAnswers(40)
    expect(identity !== undefined && isAlive(identity)).toBe(true)
    expect((await count()).bad).toBe(bad)
  })

  test('the scrape port of every pod answers', async () => {
    const ips = (await cluster.get(`pods -n ${namespace}`, '.items[*].status.podIP')).split(' ')
    await cluster.until('statistics of each', async () => {
      const texts = await Promise.all(
        ips.map(async (ip) => (await fetch(`http://${ip}:15020/stats/prometheus`)).text()),
      )
      return texts.every((text) => text.includes('istio_requests_total'))
    })
  })
})
