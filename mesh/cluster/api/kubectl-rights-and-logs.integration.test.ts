import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { objectAt } from '../../../lib/domain/kubernetes/json.ts'
import { ClusterUnderTest } from './testing/cluster-under-test.ts'
import { pod, virtualService } from './testing/objects.ts'

let cluster: ClusterUnderTest
beforeAll(async () => {
  cluster = await new ClusterUnderTest().start()
})
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
})

const json = (value: unknown) => JSON.stringify(value)

describe('rights and tokens', () => {
  test('the console reads and steers, but sees no secret', async () => {
    const as = (command: string) => cluster.kubectl(command.split(' '), { user: 'console' })
    expect((await as('get pods -A')).code).toBe(0)
    expect((await as('auth can-i patch virtualservices.networking.istio.io -n default')).output).toBe('yes\n')
    expect((await as('auth can-i create pods')).output).toBe('no\n')
    expect((await as('get secrets -A')).errors).toContain('User "heddle:console" cannot list resource "secrets"')
    expect((await as('get pods --as system:admin')).errors).toContain('cannot impersonate')
  })

  test('create token is valid until its account is gone', async () => {
    await cluster.run('create serviceaccount visitor')
    const token = (await cluster.run('create token visitor --duration=20m')).trim()
    const whoami = () =>
      cluster.kubectl(['auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}', '--token', token], {
        user: 'nobody',
      })
    const config = readFileSync(cluster.kubeconfig(), 'utf8').replace(/token: .*/, 'token: placeholder')
    writeFileSync(cluster.kubeconfig('nobody'), config)
    expect((await whoami()).output).toBe('system:serviceaccount:default:visitor')
    await cluster.run('delete serviceaccount visitor')
    expect((await whoami()).errors).toContain('the credential of the request is not valid')
    expect(await cluster.refused('create token none')).toContain('serviceaccounts "none" not found')
  })

  test('kubeconfigs and keys are readable by their owner only', () => {
    for (const path of [
      'kubeconfig',
      'kubeconfigs/console.kubeconfig',
      'cluster/pki/ca.key',
      'cluster/pki/tokens.json',
      'cluster/cluster.db',
    ])
      expect(statSync(join(cluster.directory, path)).mode & 0o777, path).toBe(0o600)
  })
})

describe('logs', () => {
  let agent: Server
  const asked: string[] = []

  beforeAll(async () => {
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      asked.push(`${request.headers.authorization} ${request.url}`)
      if (request.url?.includes('previous=true')) {
        response.writeHead(400).end('previous terminated container "main" not found')
        return
      }
      response.write('one\n')
      if (request.url?.includes('follow=true')) setTimeout(() => response.end('two\n'), 50)
      else response.end()
    }
    agent = createServer(answer)
    await new Promise<void>((resolve) => agent.listen(0, '127.0.0.1', () => resolve()))
    const address = agent.address()
    const Port = typeof address === 'object' && address !== null ? address.port : 0
    cluster.store.create('nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-a' } })
    cluster.store.modify(
      { resource: 'nodes', name: 'node-a' },
      (node) => ({ ...node, status: { daemonEndpoints: { kubeletEndpoint: { Port } } } }),
      { subresource: 'status' },
    )
    const talking = pod('talking', { app: 'talking' })
    cluster.store.create('pods', { ...talking, spec: { ...objectAt(talking, 'spec'), nodeName: 'node-a' } })
  })
  afterAll(() => agent.close())

  test('are proxied from the node agent with the options of the request and its token', async () => {
    expect(await cluster.run('logs talking --tail=5 --timestamps --since=1m')).toBe('one\n')
    const token = readFileSync(join(cluster.directory, 'cluster/pki/kubelet-token'), 'utf8').trim()
    expect(asked.at(-1)).toBe(
      `Bearer ${token} /containerLogs/default/talking/main?timestamps=true&tailLines=5&sinceSeconds=60`,
    )
    expect(await cluster.run('logs -f -l app=talking -c main')).toBe('one\ntwo\n')
    expect(await cluster.refused('logs talking --previous')).toContain('previous terminated container "main" not found')
    expect(await cluster.refused('logs talking -c other')).toContain('container other is not valid for pod talking')
  })

  test('exec is refused with a sentence', async () => {
    expect(await cluster.refused('exec talking -- ls')).toContain('exec is not offered by the bundled cluster')
  })

  test('an agent that is gone gives a sentence', async () => {
    agent.close()
    agent.closeAllConnections()
    expect(await cluster.refused('logs talking')).toContain(`the node agent of "node-a" can't be reached`)
  })
})

describe('custom resources', () => {
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'looms.example.dev' },
    spec: {
      group: 'example.dev',
      scope: 'Namespaced',
      names: { plural: 'looms', singular: 'loom', kind: 'Loom', shortNames: ['lo'] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  properties: {
                    threads: { type: 'integer', minimum: 1 },
                    name: { type: 'string', pattern: '^[a-z]+$' },
                  },
                },
              },
            },
          },
          additionalPrinterColumns: [{ name: 'Threads', type: 'integer', jsonPath: '.spec.threads' }],
        },
      ],
    },
  }
  const loom = (threads: number, name = 'big') =>
    json({ apiVersion: 'example.dev/v1', kind: 'Loom', metadata: { name: 'big' }, spec: { threads, name } })

  test('a malformed pattern in a definition is refused', async () => {
    const broken = json(crd).replace('^[a-z]+$', '[a-z')
    expect(await cluster.refused('apply -f -', broken)).toContain(
      'Invalid value: "[a-z": must be a regular expression (RE2)',
    )
  })

  test('a new definition serves its kind, checks it, and takes its objects along when it goes', async () => {
    await cluster.run('apply -f -', json(crd))
    await cluster.run('wait --for=condition=Established crd/looms.example.dev --timeout=10s')
    await cluster.run('apply -f -', loom(4))
    expect(await cluster.run('get lo')).toMatch(/NAME +THREADS\nbig +4/)
    expect(await cluster.refused('apply -f -', loom(0))).toContain('spec.threads: Invalid value: 0: must be at least 1')
    expect(await cluster.refused('apply -f -', loom(4, 'Big'))).toContain(
      'spec.name: Invalid value: "Big": must match ^[a-z]+$',
    )
    await cluster.restart()
    expect(await cluster.run('get looms big -o jsonpath={.spec.threads}')).toBe('4')
    await cluster.run('delete crd looms.example.dev')
    expect(await cluster.refused('get looms.example.dev')).toContain('the server')
  })
})

describe('a restart', () => {
  test('keeps objects, revisions, tokens and the certificate', async () => {
    await cluster.run('apply -f -', json(virtualService('kept', [{ host: 'a', weight: 3 }])))
    const before = await cluster.run('get vs kept -o jsonpath={.metadata.uid}/{.metadata.resourceVersion}/{.spec}')
    await cluster.restart()
    expect(await cluster.run('get vs kept -o jsonpath={.metadata.uid}/{.metadata.resourceVersion}/{.spec}')).toBe(
      before,
    )
    expect(await cluster.run('apply -f -', json(virtualService('kept', [{ host: 'a', weight: 3 }])))).toContain(
      'unchanged',
    )
  })
})

describe('a full disk', () => {
  test('refuses writes with a sentence, keeps the last good state, and reads go on', async () => {
    await using small = await new ClusterUnderTest({ maxDatabasePages: 150 }).start()
    const big = (name: string) =>
      json({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { big: 'x'.repeat(100_000) } })
    let stored = 0
    let refusal = ''
    while (refusal === '' && stored < 20) {
      const result = await small.kubectl(['create', '-f', '-'], { input: big(`big-${stored}`) })
      if (result.code === 0) stored += 1
      else refusal = result.errors
    }
    expect(refusal).toContain('its disk is full; nothing was changed')
    expect((await small.run('get cm -o name')).trim().split('\n')).toHaveLength(stored)
    await small.run('delete cm big-0')
    await small.run('create configmap small')
  })
})

describe('older versions of a kind', () => {
  test.each(['v1beta1', 'v1alpha3'])(
    'a manifest in %s is applied, unchanged the second time, and seen in every version',
    async (version) => {
      const manifest = json({
        ...virtualService('aged', [{ host: 'a', weight: 1 }]),
        apiVersion: `networking.istio.io/${version}`,
      })
      expect(await cluster.run('apply -f -', manifest)).toContain('aged created')
      expect(await cluster.run('apply -f -', manifest)).toContain('aged unchanged')
      expect(
        await cluster.run(`get virtualservices.${version}.networking.istio.io aged -o jsonpath={.apiVersion}`),
      ).toBe(`networking.istio.io/${version}`)
      expect(await cluster.run('get vs aged -o jsonpath={.apiVersion}')).toBe('networking.istio.io/v1')
      await cluster.run('delete vs aged')
    },
  )
})
