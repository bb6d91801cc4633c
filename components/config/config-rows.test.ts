import { describe, expect, it } from 'vitest'
import type { ConfigSummary, Finding } from '../../lib/contract/config.ts'
import { configRows, findingWords, markOf } from './config-rows.ts'

const finding = (severity: Finding['severity']): Finding => ({
  code: 'HD1',
  aliases: [],
  severity,
  path: 'spec',
  message: 'wrong',
})
const object = (kind: string, name: string, findings: Finding[] = []): ConfigSummary => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  namespace: 'shop',
  name,
  resourceVersion: '1',
  createdAt: null,
  owner: { kind: 'none', name: null, action: 'apply', sentence: '', commands: [], managers: [] },
  findings,
})

describe('configuration objects', () => {
  it('stand with the worst finding first, then by kind and name', () => {
    const items = [
      object('VirtualService', 'b'),
      object('DestinationRule', 'a'),
      object('Gateway', 'c', [finding('warning')]),
      object('Sidecar', 'd', [finding('info'), finding('error')]),
    ]
    expect(configRows(items, '').map(({ name }) => name)).toEqual(['d', 'c', 'a', 'b'])
    expect(configRows(items, 'virtual').map(({ name }) => name)).toEqual(['b'])
  })

  it('say in words and mark what is wrong', () => {
    expect(findingWords([finding('error'), finding('error'), finding('warning')])).toBe('2 errors, 1 warning')
    expect(findingWords([])).toBe('none')
    expect([markOf([finding('info'), finding('warning')]), markOf([])]).toEqual(['degraded', 'healthy'])
  })
})
