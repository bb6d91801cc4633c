import { describe, expect, it } from 'vitest'
import { aChange } from '../../test/support/changes.ts'
import { changesCsv } from './export-changes.ts'

const row = aChange({
  id: '7',
  reason: '=cmd, "quoted"',
  rule: 'main',
  summary: 'v1 9 → 5, v2 1 → 5',
})

describe('the export of the ledger', () => {
  it('quotes commas and quotes, and takes the force out of what a spreadsheet would calculate', () => {
    const [head, line] = changesCsv([row]).split('\r\n')
    expect(head).toBe('number,time,from,who,kind,namespace,name,rule,change,reason,outcome')
    expect(line).toBe(
      '7,2026-03-01T12:00:00.000Z,console,token,VirtualService,shop,reviews,main,"v1 9 → 5, v2 1 → 5","\'=cmd, ""quoted""",applied',
    )
  })
})
