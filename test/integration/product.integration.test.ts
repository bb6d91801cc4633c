import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callConsole, graphOf, scalar, type Graph } from '../bench/console-api.ts'
import { kubectl } from '../support/kubectl.ts'
import { eventually, heddle, startMesh, type MeshInstance } from '../support/mesh-instance.ts'
import { root } from '../support/source-files.ts'

let mesh: MeshInstance
const dir = mkdtempSync(join(tmpdir(), 'heddle-product-'))

beforeAll(async () => {
  mesh = await startMesh(dir)
  await eventually('every Bookinfo edge', 90_000, async () =>
    edgeNames(await graphOf(mesh.state)).size >= 6 ? true : undefined,
  )
})
afterAll(async () => {
  await mesh.stop()
  rmSync(dir, { recursive: true, force: true })
})

const pidOf = (name: string): number => {
  const { children } = JSON.parse(readFileSync(join(dir, 'instance.json'), 'utf8')) as {
    children: Record<string, { pid: number }>
  }
  return children[name]?.pid ?? 0
}
const edgeNames = ({ nodes, edges }: Graph): Set<string> => {
  const name = new Map(nodes.map((node) => [node.id, node.workload ?? node.name]))
  return new Set(edges.map(({ source, target }) => `${name.get(source) ?? ''} → ${name.get(target) ?? ''}`))
}
const answered = () => scalar(mesh.state, 'sum(heddle_traffic_requests_total{code="200"})')
const failed = () => scalar(mesh.state, 'sum(heddle_traffic_requests_total{code!="200"})')
const more = (before: number, now: number) => (now > before ? true : undefined)

describe('the graph', () => {
  test('has every Bookinfo edge and none other', async () => {
    const names = [...edgeNames(await graphOf(mesh.state))].toSorted()
    expect(names).toEqual(
      expect.arrayContaining([
        'istio-ingressgateway → productpage-v1',
        'productpage-v1 → details-v1',
        'productpage-v1 → reviews-v1',
        'productpage-v1 → reviews-v2',
        'ratings-v1 → ratings-store-v1',
        'reviews-v2 → ratings-v1',
      ]),
    )
    expect(
      names.filter((name) => !/^(istio-ingressgateway|productpage-v1|reviews-v\d|ratings-v1) → /.test(name)),
    ).toEqual([])
  })
  test('an unknown namespace and a malformed one are each one sentence that names the field', async () => {
    await expect(callConsole(mesh.state, '/api/graph?namespaces=nowhere&window=60s')).rejects.toThrow(
      /answered 404.*no namespace \\"nowhere/,
    )
    await expect(callConsole(mesh.state, '/api/graph?namespaces=No_Where&window=60s')).rejects.toThrow(
      /answered 400.*namespaces/,
    )
    await expect(callConsole(mesh.state, '/api/graph?namespaces=bookinfo&window=soon')).rejects.toThrow(
      /answered 400.*window/,
    )
  })
})

describe('one mesh in a checkout', () => {
  test('a second start says that the first one runs', async () => {
    await expect(heddle(mesh.env, ['up', '--console'])).rejects.toThrow(/this checkout already runs \(process \d+\)/)
  })
  test('another checkout that wants a taken port names the port and the variable', async () => {
    const other = mkdtempSync(join(tmpdir(), 'heddle-other-'))
    await expect(heddle({ ...mesh.env, HEDDLE_DIR: other }, ['up', '--console'])).rejects.toThrow(
      /port \d+ is taken.*set PORT/,
    )
    rmSync(other, { recursive: true, force: true })
  })
  test('status tells what runs and keeps the token to itself', async () => {
    const output = await heddle(mesh.env, ['status', '--output', 'json'])
    expect(JSON.parse(output)).toMatchObject({ running: true, addresses: { consoleUrl: mesh.state.consoleUrl } })
    expect(output).not.toContain(mesh.state.token)
  })
})

describe('kubectl', () => {
  test.each(['deploy/kubernetes/istio/mesh-settings.yaml', 'deploy/kubernetes/bookinfo/routes.yaml'])(
    '%s passes a server dry run',
    async (path) => {
      const { code, errors } = await kubectl(mesh.state.kubeconfig, [
        'apply',
        '--dry-run=server',
        '-f',
        join(root, path),
      ])
      expect({ code, errors }).toEqual({ code: 0, errors: expect.not.stringContaining('rror') })
    },
  )
  test('the console for real clusters is applied and removed', async () => {
    const folder = join(root, 'deploy/kubernetes/console')
    const { code, errors, output } = await kubectl(mesh.state.kubeconfig, ['apply', '-k', folder])
    expect({ code, errors }).toMatchObject({ code: 0 })
    expect(output).toMatch(/deployment.apps\/heddle created/)
    expect(
      (await kubectl(mesh.state.kubeconfig, ['delete', '-k', folder, '--wait=false', '--ignore-not-found'])).code,
    ).toBe(0)
  })
})

describe('a dead part', () => {
  test('a killed control plane stops no traffic and comes back within 10 s', async () => {
    const [before, failedBefore] = [await answered(), await failed()]
    process.kill(pidOf('control-plane'), 'SIGKILL')
    await eventually('the control plane', 10_000, async () =>
      (await fetch(`${mesh.state.controlPlane.debug}/ready`)).ok ? true : undefined,
    )
    await eventually('more traffic', 20_000, async () => more(before, await answered()))
    expect(await failed()).toBe(failedBefore)
  })

  test('a dead Prometheus is named, the last good graph stays, and it recovers by itself', async () => {
    const good = edgeNames(await graphOf(mesh.state))
    process.kill(pidOf('prometheus'), 'SIGKILL')
    const degraded = await eventually('a degraded answer or a recovery', 10_000, async () => {
      const graph = await graphOf(mesh.state)
      return graph.degraded.length > 0 ? graph : undefined
    }).catch(() => undefined)
    if (degraded !== undefined) expect(JSON.stringify(degraded.degraded)).toContain('prometheus')
    await eventually('the whole graph', 30_000, async () => {
      const graph = await graphOf(mesh.state)
      return graph.degraded.length === 0 && edgeNames(graph).size >= good.size ? true : undefined
    })
  })

  test('a killed Envoy is started again and the pod is ready again', async () => {
    const before = await restarts('details')
    const { output } = await kubectl(mesh.state.kubeconfig, [
      'get',
      'pods',
      '-n',
      'bookinfo',
      '-l',
      'app=details',
      '-o',
      'jsonpath={.items[0].status.podIP}',
    ])
    process.kill(envoyOf(output), 'SIGKILL')
    await eventually('a restarted, ready pod', 30_000, async () => {
      const ready = await kubectl(mesh.state.kubeconfig, ['get', 'pods', '-n', 'bookinfo', '-l', 'app=details'])
      return (await restarts('details')) > before && /2\/2\s+Running/.test(ready.output) ? true : undefined
    })
  })

  test('a killed cluster API comes back with all its objects', async () => {
    process.kill(pidOf('cluster'), 'SIGKILL')
    const { output } = await eventually('kubectl', 20_000, async () => {
      const result = await kubectl(mesh.state.kubeconfig, ['get', 'deploy', '-n', 'bookinfo', '-o', 'name'])
      return result.code === 0 ? result : undefined
    })
    expect(output.trim().split('\n').length).toBeGreaterThanOrEqual(6)
  })

  test('a killed console is back within 10 s with its ledger', async () => {
    const before = await callConsole<{ items?: unknown[] }>(mesh.state, '/api/changes')
    process.kill(pidOf('console'), 'SIGKILL')
    const after = await eventually('the console', 10_000, () =>
      callConsole<{ items?: unknown[] }>(mesh.state, '/api/changes'),
    )
    expect(after).toEqual(before)
  })
})

async function restarts(app: string): Promise<number> {
  const path = 'jsonpath={.items[*].status.containerStatuses[*].restartCount}'
  const { output } = await kubectl(mesh.state.kubeconfig, [
    'get',
    'pods',
    '-n',
    'bookinfo',
    '-l',
    `app=${app}`,
    '-o',
    path,
  ])
  return output.split(' ').reduce((total, count) => total + Number(count), 0)
}

/** The Envoy whose command line names the pod with this address; pods of other meshes have other addresses. */
function envoyOf(podIp: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const found = pids.find((pid) => {
    const command = read(`/proc/${pid}/cmdline`)
    const config = /(\/[^\0]*envoy[^\0]*\.json)/.exec(command)?.[1]
    return config !== undefined && read(config).includes(`"${podIp}"`)
  })
  if (found === undefined) throw new Error(`no Envoy runs for ${podIp}`)
  return Number(found)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
