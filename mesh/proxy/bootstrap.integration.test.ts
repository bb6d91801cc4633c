import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testAuthority, type TestAuthority } from '../../test/support/proxy/certificates.ts'
import { startDiscovery } from '../../test/support/proxy/discovery-server.ts'
import { startEnvoy } from '../../test/support/proxy/envoy-process.ts'
import { loopbackPods } from '../../test/support/proxy/loopback-pods.ts'
import { eventually } from '../../test/support/proxy/poll.ts'
import { Cleanup } from '../../test/support/proxy/scene.ts'
import { toolPath } from '../../test/support/tools.ts'
import { controlPlaneName, proxyBootstrap, type ProxyBootstrapInput } from './bootstrap.ts'

// Guarantee: a real Envoy takes the bootstrap, says who it is and shows its token to the real control plane only, finds it
// again after an outage, and serves nothing that changes it or shows its token.

const cleanup = new Cleanup()
let directory: string
let authority: TestAuthority

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'heddle-bootstrap-'))
  cleanup.add(() => rmSync(directory, { recursive: true, force: true }))
  authority = await testAuthority(new Date())
  writeFileSync(join(directory, 'root.pem'), authority.rootPem)
})
afterAll(() => cleanup.run())

function inputFor(xdsPort: number, role: ProxyBootstrapInput['role'] = 'sidecar'): ProxyBootstrapInput {
  const [pod] = loopbackPods(1)
  if (pod === undefined) throw new Error('no address')
  return {
    role,
    podIp: pod.podIp,
    appAddress: pod.appAddress,
    name: 'reviews-v1-abc',
    namespace: 'bookinfo',
    labels: { app: 'reviews', version: 'v1' },
    annotations: { 'sidecar.istio.io/status': '{}' },
    serviceAccount: 'bookinfo-reviews',
    workloadName: 'reviews-v1',
    node: { region: 'local', zone: 'zone-b' },
    cluster: 'Kubernetes',
    xdsAddress: { host: '127.0.0.1', port: xdsPort },
    rootCertPath: join(directory, 'root.pem'),
    token: 'pod-token',
    otlpAddress: { host: '127.0.0.1', port: 9 },
    accessLogAddress: { host: '127.0.0.1', port: 9 },
  }
}

test.each(['sidecar', 'router'] as const)('Envoy validates the bootstrap of a %s', (role) => {
  const file = join(directory, `${role}.json`)
  writeFileSync(file, JSON.stringify(proxyBootstrap(inputFor(15012, role))))
  const { status, stderr } = spawnSync(toolPath('envoy'), ['--mode', 'validate', '-c', file], { encoding: 'utf8' })
  expect({ status, errors: stderr.split('\n').filter((line) => /\[(error|critical)\]/.test(line)) }).toEqual({
    status: 0,
    errors: [],
  })
})

describe('against a control plane', () => {
  test('it names itself, shows its token, and is ready once it has its first configuration', async () => {
    const keyPair = await authority.issue({ subject: 'O=control plane', dns: controlPlaneName })
    const discovery = await startDiscovery(keyPair, 0)
    cleanup.add(() => discovery.stop())
    const input = inputFor(discovery.port)
    const envoy = await startEnvoy({ bootstrap: proxyBootstrap(input), podIp: input.podIp, directory })
    cleanup.add(() => envoy.stop())
    const [first] = discovery.requests
    expect(first).toMatchObject({
      authorization: 'Bearer pod-token',
      nodeId: `sidecar~${input.podIp}~reviews-v1-abc.bookinfo~bookinfo.svc.cluster.local`,
      nodeCluster: 'reviews.bookinfo',
      locality: { region: 'local', zone: 'zone-b' },
    })
    expect(new Set(discovery.requests.map(({ typeUrl }) => typeUrl?.split('.').at(-1)))).toEqual(
      new Set(['Cluster', 'Listener']),
    )

    const before = discovery.streams()
    await discovery.stop()
    const again = await startDiscovery(keyPair, discovery.port)
    cleanup.add(() => again.stop())
    const outage = performance.now()
    await eventually(() => Promise.resolve(again.streams() > 0 ? true : undefined), 15_000)
    expect(performance.now() - outage).toBeLessThan(10_000)
    expect(before).toBe(1)

    const admin = `http://${input.podIp}:15000`
    expect((await fetch(`${admin}/quitquitquit`, { method: 'POST' })).status).toBe(403)
    expect((await fetch(`${admin}/config_dump`)).status).toBe(403)
    expect((await fetch(`${admin}/certs`)).status).toBe(200)
    for (const page of ['stats', 'clusters', 'listeners', 'server_info', 'certs'])
      expect(await (await fetch(`${admin}/${page}`)).text()).not.toContain('pod-token')
    expect((await fetch(`http://${input.podIp}:15090/config_dump`)).status).toBe(404)
    expect((await fetch(`http://${input.podIp}:15021/quitquitquit`, { method: 'POST' })).status).toBe(404)
  })

  test('it does not show its token to a server with another name', async () => {
    const impostor = await startDiscovery(await authority.issue({ subject: 'O=other', dns: 'other.example' }), 0)
    cleanup.add(() => impostor.stop())
    const input = inputFor(impostor.port)
    await expect(
      startEnvoy({ bootstrap: proxyBootstrap(input), podIp: input.podIp, directory, readyTimeoutMs: 4_000 }),
    ).rejects.toThrow('did not get ready')
    expect(impostor.streams()).toBe(0)
  })
})
