import { describe, expect, it } from 'vitest'
import { guidedEdit, guidedEditIds, guidedEdits, shownValue, typedValue } from './edits.ts'
import { hitsEverybody } from './faults.ts'
import { settingsInWords } from './settings-in-words.ts'

describe('what guided edits have set', () => {
  it('is said in a few words, and nothing is said of what is not set', () => {
    const rule = {
      timeout: '3s',
      retries: { attempts: 1, perTryTimeout: '1s' },
      fault: { delay: { fixedDelay: '2s', percentage: { value: 10 } }, abort: { httpStatus: 503 } },
      mirror: { host: 'reviews', subset: 'v3' },
      mirrorPercentage: { value: 5 },
    }
    const trafficPolicy = {
      connectionPool: { tcp: { maxConnections: 10 }, http: { http1MaxPendingRequests: 5 } },
      outlierDetection: { consecutive5xxErrors: 3 },
      loadBalancer: { consistentHash: { useSourceIp: true } },
      tls: { mode: 'ISTIO_MUTUAL' },
    }
    const destinationRule = { spec: { trafficPolicy, subsets: [{ name: 'v1' }, { name: 'v2' }] } }
    const mtls = { mode: 'STRICT', from: 'namespace', policy: null } as const
    expect(settingsInWords({ rule, destinationRule, mtls })).toEqual({
      timeouts: 'timeout 3s, 1 more try, 1s a try',
      fault: 'delay 2s for 10 %, abort 503 for 100 %',
      mirror: '5 % to reviews v3',
      'connection-pool': 'at most 10 connections, 5 waiting',
      'outlier-detection': 'after 3 errors for 30s',
      'load-balancing': 'hash of the address',
      subsets: 'v1, v2',
      'client-tls': 'ISTIO_MUTUAL',
      'peer-authentication': 'STRICT, by the namespace',
    })
    expect(settingsInWords({ rule: {}, destinationRule: null, mtls: null })).toEqual({})
  })

  it('a fault without a header in every alternative hits everybody', () => {
    const fault = { delay: { fixedDelay: '1s' } }
    expect(hitsEverybody({ fault })).toBe(true)
    expect(hitsEverybody({ fault, match: [{ headers: { a: {} } }, { port: 80 }] })).toBe(true)
    expect(hitsEverybody({ fault, match: [{ headers: { a: {} } }] })).toBe(false)
    expect(hitsEverybody({})).toBe(false)
  })
})

describe('the fields of guided edits', () => {
  it.each([
    [{ type: 'whole' }, '12', 12],
    [{ type: 'whole' }, ' ', undefined],
    [{ type: 'whole' }, 'many', 'many'],
    [{ type: 'decimal' }, '0.5', 0.5],
    [{ type: 'duration' }, '10', '10'],
    [{ type: 'text' }, '12', '12'],
  ] as const)('%j takes "%s"', (input, text, value) => {
    expect(typedValue(input, text)).toBe(value)
    if (value !== undefined) expect(shownValue(value)).toBe(text.trim())
  })

  it('belong to edits that each have a name and a sentence', () => {
    expect(guidedEdits.map(({ id }) => id)).toEqual([...guidedEditIds])
    expect(guidedEdits.filter(({ does }) => !/^[A-Z].*\.$/.test(does.replace(/ \(flag UO\)/, '')))).toEqual([])
    expect(guidedEdit('fault').id).toBe('fault')
    expect(guidedEdit('nonsense').id).toBe('matches')
  })
})
