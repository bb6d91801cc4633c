import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KubernetesSource, ObjectKey } from '../../lib/sources/ports.ts'
import { createLogger } from '../../lib/platform/logger.ts'
import { KubeconfigConnection } from '../../lib/sources/kubernetes/connection.ts'
import { ClusterSource, reflectorDefaults } from '../../lib/sources/kubernetes/kubernetes-source.ts'
import { MemoryKubernetes } from '../../lib/sources/memory/memory-kubernetes.ts'
import { startClusterApi, type ClusterApi } from '../../mesh/cluster/api/start.ts'
import { configObject, namespace } from '../support/cluster-objects.ts'
import { freePorts } from '../support/free-ports.ts'
import { eventually } from '../support/mesh-instance.ts'

// One contract for the twin in memory and for the real client of a real cluster API; then what only the real one meets.

const key: ObjectKey = { kind: 'VirtualService', namespace: 'shop', name: 'cart' }
const virtualService = (weight: number) =>
  configObject('VirtualService', ['shop', 'cart'], {
    hosts: ['cart'],
    http: [{ route: [{ destination: { host: 'cart' }, weight }] }],
  })
const options = { dryRun: false, fieldManager: 'heddle-test' }
const weightOf = (object: unknown) => JSON.stringify(object).match(/"weight":(\d+)/)?.[1]

interface Running {
  readonly source: KubernetesSource
  stop(): Promise<void>
}

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'heddle-kubernetes-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

async function startApi(port = 0, historySize?: number): Promise<ClusterApi> {
  return startClusterApi({
    heddleDirectory: directory,
    port,
    hooks: [],
    logger: createLogger('test', 'silent'),
    now: () => new Date(),
    ...(historySize === undefined ? {} : { historySize }),
  })
}

function openSource(kubeconfig: string, times: Partial<typeof reflectorDefaults> = {}): ClusterSource {
  const clock = { now: () => Date.now(), random: () => 0.5 }
  const source = new ClusterSource(new KubeconfigConnection(kubeconfig), { ...reflectorDefaults, ...times, ...clock })
  source.start()
  return source
}

const consoleConfig = () => join(directory, 'kubeconfigs/console.kubeconfig')
const adminConfig = () => join(directory, 'kubeconfig')

async function realCluster(): Promise<Running> {
  const api = await startApi()
  const admin = openSource(adminConfig())
  const shop = { kind: 'Namespace', namespace: null, name: 'shop' } as const
  await admin.create(shop, namespace('shop'), options)
  const stop = async () => {
    admin.stop()
    await api.close()
  }
  return { source: admin, stop }
}

function memoryCluster(): Promise<Running> {
  return Promise.resolve({ source: new MemoryKubernetes([namespace('shop')]), stop: () => Promise.resolve() })
}

describe.each([
  ['in memory', memoryCluster],
  ['over a real cluster API', realCluster],
])('a cluster %s', (_what, start) => {
  let running: Running
  beforeEach(async () => {
    running = await start()
  })
  afterEach(() => running.stop())

  test('shows what was created, changed and removed, and tells of it', async () => {
    const { source } = running
    expect(await source.ready('VirtualService', 10_000)).toBe(true)
    const seen: string[] = []
    source.onChange('VirtualService', ({ type }) => seen.push(type))
    const created = await source.create(key, virtualService(1), options)
    await until('the object is mirrored', 5_000, () => source.snapshot('VirtualService').items[0])
    await source.replace(key, { ...virtualService(2), metadata: created.metadata }, options)
    await until('the change is mirrored', 5_000, () => seen.includes('modified') || undefined)
    await source.remove(key, options)
    await until('the end is mirrored', 5_000, () => seen.includes('deleted') || undefined)
    expect(source.snapshot('VirtualService')).toMatchObject({ items: [], synced: true, failure: null })
    expect(seen).toEqual(['added', 'modified', 'deleted'])
  })

  test('a dry run is answered and stores nothing', async () => {
    const { source } = running
    const created = await source.create(key, virtualService(1), options)
    const patch = [{ op: 'replace', path: '/spec/http/0/route/0/weight', value: 7 }]
    expect(weightOf(await source.patch(key, patch, { ...options, dryRun: true }))).toBe('7')
    const read = await source.read(key)
    expect([weightOf(read), read?.metadata.resourceVersion]).toEqual(['1', created.metadata.resourceVersion])
  })

  test('a write over somebody else is a conflict that brings the live object', async () => {
    const { source } = running
    const created = await source.create(key, virtualService(1), options)
    await source.patch(key, [{ op: 'replace', path: '/spec/http/0/route/0/weight', value: 3 }], options)
    const stale = source.replace(key, { ...virtualService(9), metadata: created.metadata }, options)
    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT', live: { metadata: { name: 'cart' } } })
    const guarded = [
      { op: 'test', path: '/metadata/resourceVersion', value: created.metadata.resourceVersion },
      { op: 'replace', path: '/spec/http/0/route/0/weight', value: 9 },
    ]
    await expect(source.patch(key, guarded, options)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(weightOf(await source.read(key))).toBe('3')
  })

  test('creating twice is a conflict; what is not there is null to read and not found to write', async () => {
    const { source } = running
    await source.create(key, virtualService(1), options)
    await expect(source.create(key, virtualService(1), options)).rejects.toMatchObject({ code: 'CONFLICT' })
    const missing: ObjectKey = { ...key, name: 'missing' }
    expect(await source.read(missing)).toBeNull()
    await expect(source.patch(missing, [], options)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('says what may be done', async () => {
    expect(await running.source.may('patch', key)).toBe(true)
  })
})

/** Polls what a mirror shows. */
function until<T>(what: string, timeoutMs: number, probe: () => T | undefined): Promise<T> {
  return eventually(what, timeoutMs, async () => probe())
}

/** A TCP relay that a test can cut, or freeze so that nothing passes and nothing ends. */
class Relay {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  frozen = false

  constructor(target: number) {
    this.#server = createServer((client) => {
      const upstream = connect(target, '127.0.0.1')
      for (const socket of [client, upstream]) {
        this.#sockets.add(socket)
        socket.on('error', () => socket.destroy())
        socket.on('close', () => [client, upstream].forEach((one) => one.destroy()))
      }
      client.on('data', (data) => void (this.frozen || upstream.write(data)))
      upstream.on('data', (data) => void (this.frozen || client.write(data)))
    })
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return (this.#server.address() as AddressInfo).port
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#sockets.clear()
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** The console's kubeconfig with another port: the relay's. */
function throughRelay(port: number, apiPort: number): string {
  const path = join(directory, 'relayed.kubeconfig')
  writeFileSync(path, readFileSync(consoleConfig(), 'utf8').replaceAll(`:${apiPort}`, `:${port}`))
  return path
}

const names = (source: KubernetesSource) => source.snapshot('Namespace').items.map(({ metadata }) => metadata.name)

describe('a mirror of a cluster', () => {
  test('starts before the cluster and its kubeconfig are there, and is in step within ten seconds of them', async () => {
    const [port = 0] = await freePorts(1)
    const source = openSource(consoleConfig())
    await until('the failure is named', 5_000, () => source.snapshot('Namespace').failure ?? undefined)
    expect(source.snapshot('Namespace')).toMatchObject({ synced: false, items: [] })
    const api = await startApi(port)
    const began = Date.now()
    await until('the mirror is in step', 10_000, () => source.snapshot('Namespace').synced || undefined)
    expect(Date.now() - began).toBeLessThan(10_000)
    source.stop()
    await api.close()
  })

  test('keeps the last good state while the cluster is away, says how old it is, and comes back by itself', async () => {
    const [port = 0] = await freePorts(1)
    const api = await startApi(port)
    const source = openSource(consoleConfig())
    await source.ready('Namespace', 10_000)
    const before = names(source)
    await api.close()
    await until('the failure is named', 10_000, () => source.snapshot('Namespace').failure ?? undefined)
    expect(names(source)).toEqual(before)
    const again = await startApi(port)
    const admin = openSource(adminConfig())
    await admin.create({ kind: 'Namespace', namespace: null, name: 'later' }, namespace('later'), options)
    await until('the mirror has caught up', 10_000, () => names(source).includes('later') || undefined)
    expect(source.snapshot('Namespace').failure).toBeNull()
    for (const one of [source, admin]) one.stop()
    await again.close()
  })

  test('lists anew when the server has forgotten the history (410)', async () => {
    const api = await startApi(0, 5)
    const relay = new Relay(api.port)
    const source = openSource(throughRelay(await relay.listen(), api.port), { firstRetryMs: 4_000, lastRetryMs: 6_000 })
    const admin = openSource(adminConfig())
    await source.ready('Namespace', 10_000)
    relay.cut()
    for (let index = 0; index < 30; index++)
      await admin.create(
        { kind: 'Namespace', namespace: null, name: `new-${index}` },
        namespace(`new-${index}`),
        options,
      )
    await until('everything is there', 15_000, () => names(source).includes('new-29') || undefined)
    expect(names(source)).toHaveLength(names(admin).length)
    for (const one of [source, admin]) one.stop()
    await relay.close()
    await api.close()
  })

  test('notices a watch that died silently', async () => {
    const api = await startApi()
    const relay = new Relay(api.port)
    const source = openSource(throughRelay(await relay.listen(), api.port), { idleMs: 1_500 })
    const admin = openSource(adminConfig())
    await source.ready('Namespace', 10_000)
    relay.frozen = true
    await admin.create({ kind: 'Namespace', namespace: null, name: 'unheard' }, namespace('unheard'), options)
    await until('the silence is noticed', 10_000, () => source.snapshot('Namespace').failure ?? undefined)
    relay.frozen = false
    relay.cut()
    await until('the mirror has caught up', 10_000, () => names(source).includes('unheard') || undefined)
    for (const one of [source, admin]) one.stop()
    await relay.close()
    await api.close()
  })

  test("does with the console's rights what the console needs, and no more", async () => {
    const api = await startApi()
    const admin = openSource(adminConfig())
    const source = openSource(consoleConfig())
    await admin.create({ kind: 'Namespace', namespace: null, name: 'shop' }, namespace('shop'), options)
    const stored = await source.create(key, virtualService(1), options)
    expect(stored.metadata.name).toBe('cart')
    const forbidden = source.create({ kind: 'Namespace', namespace: null, name: 'mine' }, namespace('mine'), options)
    await expect(forbidden).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const invalid = source.create(
      { ...key, name: 'bad' },
      { ...virtualService(-1), metadata: { name: 'bad', namespace: 'shop' } },
      options,
    )
    await expect(invalid).rejects.toMatchObject({ code: 'UNPROCESSABLE', message: expect.stringContaining('weight') })
    for (const one of [source, admin]) one.stop()
    await api.close()
  })
})
