import { describe, expect, it } from 'vitest'
import { everything } from '../../lib/client/scope.ts'
import { sortedRows, workloadRow, type ObjectRow } from './object-row.ts'

const inbound = { rps: null, errorRatio: null, p95Ms: null, bytesPerSecond: null, mtlsRatio: null }
const row = (name: string, status: ObjectRow['health']['status'], rps: number | null = null): ObjectRow => ({
  key: `shop/${name}`,
  namespace: 'shop',
  name,
  health: { status, reasons: [] },
  inbound: { ...inbound, rps },
  detail: '',
  ready: null,
  href: '',
})

describe('object lists', () => {
  it('put the worst first, then the busiest, and what is not known last', () => {
    const rows = [
      row('quiet', 'healthy'),
      row('lost', 'unknown'),
      row('bad', 'failing'),
      row('busy', 'healthy', 9),
      row('slow', 'degraded'),
    ]
    expect(sortedRows(rows, '').map(({ name }) => name)).toEqual(['bad', 'slow', 'busy', 'quiet', 'lost'])
  })

  it('filter by name or namespace', () => {
    const rows = [row('payment', 'healthy'), row('cart', 'healthy')]
    expect(sortedRows(rows, ' PAY ').map(({ name }) => name)).toEqual(['payment'])
    expect(sortedRows(rows, 'shop')).toHaveLength(2)
  })

  it('say what is special about a workload', () => {
    const workload = {
      namespace: 'shop',
      name: 'legacy',
      kind: 'Deployment',
      app: null,
      version: 'v1',
      replicas: { desired: 3, ready: 2 },
      sidecar: 'none' as const,
      serviceAccount: null,
      labels: {},
      createdAt: null,
      health: { status: 'unknown' as const, reasons: [] },
      inbound,
    }
    expect(workloadRow(workload, everything)).toMatchObject({
      detail: 'Deployment, version v1, no proxy',
      ready: { ready: 2, wanted: 3 },
      href: '/workloads/shop/legacy',
    })
  })
})
