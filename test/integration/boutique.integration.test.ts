import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubectl } from '../support/kubectl.ts'
import { eventually, startMeshAlone, type MeshInstance } from '../support/mesh-instance.ts'
import { root } from '../support/source-files.ts'

// Guarantee: the shop comes up with every edge of its story, and its fault shows on the edge to payment v2 alone.

let mesh: MeshInstance
const dir = mkdtempSync(join(tmpdir(), 'heddle-boutique-'))

beforeAll(async () => {
  mesh = await startMeshAlone(dir, ['--scenario', 'boutique'])
})
afterAll(async () => {
  await mesh.stop()
  rmSync(dir, { recursive: true, force: true })
})

type Series = { metric: Record<string, string>; value: [number, string] }

async function query(text: string): Promise<Series[]> {
  const answer = await fetch(`${mesh.state.prometheusUrl}/api/v1/query?query=${encodeURIComponent(text)}`)
  const { data } = (await answer.json()) as { data: { result: Series[] } }
  return data.result
}
const pair = ({ metric }: Series) =>
  `${metric['source_workload'] ?? ''} → ${metric['destination_workload'] ?? ''} ${metric['request_protocol'] ?? 'tcp'}`
const requests = 'source_workload,destination_workload,request_protocol'

const arrived = [
  'cart-v1 → cart-store-v1 tcp',
  'checkout-v1 → cart-v1 http',
  'checkout-v1 → currency-v1 grpc',
  'checkout-v1 → email-v1 http',
  'checkout-v1 → payment-v1 grpc',
  'checkout-v1 → payment-v2 grpc',
  'checkout-v1 → shipping-v1 grpc',
  'frontend-v1 → ads-v1 http',
  'frontend-v1 → cart-v1 http',
  'frontend-v1 → catalogue-v1 http',
  'frontend-v1 → checkout-v1 http',
  'frontend-v1 → currency-v1 grpc',
  'frontend-v1 → recommendation-v1 http',
  'istio-ingressgateway → frontend-v1 http',
  'recommendation-v1 → catalogue-v1 http',
  // The crawler has no sidecar: nobody vouches for who it is.
  'unknown → catalogue-v1 http',
]

async function edgesAt(reporter: string): Promise<string[]> {
  const http = await query(`sum by (${requests}) (istio_requests_total{reporter="${reporter}"})`)
  const tcp = await query(
    `sum by (source_workload,destination_workload) (istio_tcp_received_bytes_total{reporter="${reporter}"})`,
  )
  return [...http, ...tcp].map(pair).toSorted()
}

/** What failed in the last quarter of a minute, as callers and callees saw it. */
const failures = () =>
  query(`sum by (reporter,source_workload,destination_workload,response_flags,grpc_response_status)
    (rate(istio_requests_total{response_flags!="-"}[15s]) > 0 or rate(istio_requests_total{response_code=~"5.."}[15s]) > 0)`)

async function apply(name: string): Promise<void> {
  const { code, errors } = await kubectl(mesh.state.kubeconfig, [
    'apply',
    '-f',
    join(root, `mesh/scenarios/boutique/faults/${name}.yaml`),
  ])
  expect({ code, errors }).toMatchObject({ code: 0 })
}

describe('the boutique', () => {
  test('has every edge that it should have, and no other', async () => {
    await eventually('every edge', 90_000, async () =>
      (await edgesAt('destination')).length >= arrived.length ? true : undefined,
    )
    expect(await edgesAt('destination')).toEqual(arrived)
  })

  test('the way out to the bank, and to the warehouse that has no sidecar, is known by the caller', async () => {
    const alone = await eventually('both ways out', 60_000, async () => {
      const found = await query(
        'sum by (source_workload,destination_service_name) (rate(istio_requests_total{reporter="source",response_code="200",destination_service_name=~"warehouse|rates.*"}[30s])) > 0',
      )
      return found.length === 2 ? found : undefined
    })
    const names = alone.map(({ metric }) => `${metric['source_workload']} → ${metric['destination_service_name']}`)
    expect(names.toSorted()).toEqual(['currency-v1 → rates.bank.example', 'shipping-v1 → warehouse'])
  })

  test.each([
    ['payment-tls-off', 'UC'],
    ['payment-tls-simple', 'UF'],
  ])('%s fails the charges that payment v2 gets with %s, on that edge only', async (fault, flag) => {
    await eventually('calm', 60_000, async () => ((await failures()).length === 0 ? true : undefined))
    await apply(fault)
    const seen = await eventually('failures', 60_000, async () => {
      const found = await failures()
      return found.some(({ metric }) => metric['response_flags']?.includes(flag) === true) ? found : undefined
    })
    expect([
      ...new Set(seen.map(({ metric }) => `${metric['source_workload']} → ${metric['destination_workload']}`)),
    ]).toEqual(['checkout-v1 → payment-v2'])
    expect(new Set(seen.map(({ metric }) => metric['reporter']))).toEqual(new Set(['source']))
    expect(new Set(seen.map(({ metric }) => metric['grpc_response_status']))).toEqual(new Set(['14']))
    await apply('payment-healed')
  })

  test('charges succeed again once it is healed', async () => {
    await eventually('calm', 60_000, async () => ((await failures()).length === 0 ? true : undefined))
    const before = await query('sum(istio_requests_total{reporter="destination",destination_workload="payment-v2"})')
    await eventually('a charge by payment v2', 60_000, async () => {
      const now = await query('sum(istio_requests_total{reporter="destination",destination_workload="payment-v2"})')
      return Number(now[0]?.value[1] ?? 0) > Number(before[0]?.value[1] ?? 0) ? true : undefined
    })
  })
})
