import { describe, expect, it } from 'vitest'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { changesCsv } from './export-changes.ts'

const row: ChangeRow = {
  id: '7',
  at: '2026-03-01T12:00:00.000Z',
  notBefore: null,
  source: 'console',
  actor: 'token',
  reason: '=cmd, "quoted"',
  object: { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', namespace: 'shop', name: 'reviews' },
  rule: 'main',
  form: 'slices',
  summary: 'v1 9 → 5, v2 1 → 5',
  outcome: 'applied',
  error: null,
  appliedAt: null,
  acknowledgedAt: null,
  verification: null,
  reverts: null,
  revertedBy: null,
}

describe('the export of the ledger', () => {
  it('quotes commas and quotes, and takes the force out of what a spreadsheet would calculate', () => {
    const [head, line] = changesCsv([row]).split('\r\n')
    expect(head).toBe('number,time,from,who,kind,namespace,name,rule,change,reason,outcome')
    expect(line).toBe(
      '7,2026-03-01T12:00:00.000Z,console,token,VirtualService,shop,reviews,main,"v1 9 → 5, v2 1 → 5","\'=cmd, ""quoted""",applied',
    )
  })
})
