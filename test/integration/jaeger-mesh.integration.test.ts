import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createJaegerTraceSource } from '../../lib/sources/jaeger/trace-source.ts'
import { findJaeger } from '../../mesh/observability/jaeger/find-jaeger.ts'
import { scalar } from '../bench/console-api.ts'
import { eventually, startMeshAlone, type MeshInstance } from '../support/mesh-instance.ts'

// The bundled mesh with a real Jaeger in the place of the bundled trace store.

const found = findJaeger(process.env)
if (found === undefined) process.stdout.write('the mesh with Jaeger: not run, no JAEGER_BIN and none was built\n')

describe.runIf(found !== undefined)('a mesh with Jaeger', () => {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-jaeger-mesh-'))
  let mesh: MeshInstance

  beforeAll(async () => {
    mesh = await startMeshAlone(dir, [], { HEDDLE_TRACE_STORE: 'auto' })
  })
  afterAll(async () => {
    await mesh.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  test('says which one it runs', () => {
    expect(readFileSync(join(dir, 'logs/up.log'), 'utf8')).toContain(`traces: Jaeger (${found?.command ?? ''}`)
  })

  test("the console's trace source finds the traces of an edge and reads one whole", async () => {
    const source = createJaegerTraceSource({ url: mesh.state.tracingUrl })
    const edge = { namespace: 'bookinfo', source: 'productpage-v1', destination: 'details-v1' }
    const trace = await eventually('a trace of the edge', 60_000, async () => {
      const end = Math.floor(Date.now() / 1_000)
      const { items } = await source.search({ ...edge, start: end - 300, end, errorsOnly: false, limit: 5 })
      return items[0]
    })
    const whole = await source.get(trace.traceId)
    const services = whole?.spans.map(({ service }) => service)
    expect(services).toEqual(expect.arrayContaining(['productpage.bookinfo', 'details.bookinfo']))
  })

  test("state.json's tracingUrl answers Jaeger's query API", async () => {
    const answer = await fetch(`${mesh.state.tracingUrl}/api/services`)
    expect(JSON.stringify(await answer.json())).toContain('productpage.bookinfo')
  })

  test("Prometheus scrapes Jaeger's own metrics", async () => {
    const accepted = await eventually('accepted spans', 60_000, async () => {
      const spans = await scalar(mesh.state, 'sum(otelcol_receiver_accepted_spans{job="jaeger"})')
      return spans > 0 ? spans : undefined
    })
    expect(accepted).toBeGreaterThan(0)
    expect(await scalar(mesh.state, 'count(up{job="trace-store"})')).toBe(0)
  })
})
