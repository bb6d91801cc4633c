import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byCalls, pathsThrough, retryRulesOf, withDraft, worstCase, type ServiceCall } from './retry-path.ts'

const host = (name: string) => `${name}.shop.svc.cluster.local`
const call = (caller: string, callee: string, rest: Partial<ServiceCall> = {}): ServiceCall => ({
  caller: host(caller),
  callee: host(callee),
  byGateway: caller === 'gateway',
  isRequests: true,
  p99Ms: 100,
  ...rest,
})
const virtualService = (name: string, rule: object, gateways?: readonly string[]) => ({
  metadata: { name, namespace: 'shop' },
  spec: {
    hosts: gateways === undefined ? [name] : ['*'],
    ...(gateways === undefined ? {} : { gateways }),
    http: [{ route: [{ destination: { host: name } }], ...rule }],
  },
})
const path = [call('gateway', 'front'), call('front', 'cart'), call('cart', 'pay')]

describe('R45 the worst case along a path', () => {
  it('multiplies the tries of every hop: three hops of three tries each can reach the last callee 27 times', () => {
    expect(worstCase(path, []).map(({ tries, calls }) => [tries, calls])).toEqual([
      [3, 3],
      [3, 9],
      [3, 27],
    ])
  })

  it('waits for the timeout, or for all tries of what one try may need, whichever is less', () => {
    const rules = [
      ...retryRulesOf(virtualService('front', { timeout: '3s', retries: { attempts: 0 } }, ['web'])),
      ...retryRulesOf(virtualService('pay', { timeout: '2s', retries: { attempts: 2, perTryTimeout: '500ms' } })),
    ]
    const [front, cart, pay] = worstCase(path, rules)
    expect(pay).toMatchObject({ tries: 3, needsMs: 100, waitsMs: 300, verdict: 'fits' })
    expect(cart).toMatchObject({ tries: 3, needsMs: 300, waitsMs: 900, verdict: 'no-limit' })
    expect(front).toMatchObject({ tries: 1, needsMs: 900, waitsMs: 900, timeoutMs: 3000, verdict: 'fits' })
  })

  it.each([
    ['gives up before its callee', { timeout: '250ms' }, 'gives-up-first'],
    [
      'cuts calls that would be good',
      { timeout: '2s', retries: { attempts: 1, perTryTimeout: '90ms' } },
      'cuts-good-calls',
    ],
    ['waits without a limit', { timeout: '0s' }, 'no-limit'],
  ] as const)('says when a caller %s', (_, rule, verdict) => {
    expect(worstCase(path, retryRulesOf(virtualService('cart', rule)))[1]?.verdict).toBe(verdict)
  })

  it('takes the routes of gateways for calls by gateways, those of the mesh for others, and of several the worst', () => {
    const onGateway = virtualService('front', { retries: { attempts: 5 } }, ['web'])
    const inMesh = virtualService('front', { retries: { attempts: 1 } })
    const rules = [...retryRulesOf(onGateway), ...retryRulesOf(inMesh)]
    expect(worstCase([call('gateway', 'front')], rules)[0]?.tries).toBe(6)
    expect(worstCase([call('other', 'front')], rules)[0]?.tries).toBe(2)
    const two = {
      metadata: inMesh.metadata,
      spec: { ...inMesh.spec, http: [...inMesh.spec.http, onGateway.spec.http[0]] },
    }
    expect(worstCase([call('other', 'front')], retryRulesOf(two))[0]?.tries).toBe(6)
  })

  it('tries no connection again, and knows no wait where nobody reported how long an answer takes', () => {
    const hops = worstCase([call('a', 'b', { isRequests: false }), call('b', 'c', { p99Ms: null })], [])
    expect(hops).toMatchObject([
      { tries: 1, needsMs: 100, waitsMs: 100 },
      { tries: 3, calls: 3, needsMs: null, waitsMs: null },
    ])
  })

  it('never grows by a shorter timeout or by fewer tries', () => {
    const attempts = fc.nat(5)
    const ms = fc.integer({ min: 1, max: 5_000 })
    fc.assert(
      fc.property(attempts, ms, ms, (more, long, cut) => {
        const waits = (tries: number, timeout: number) => {
          const rule = { timeout: `${timeout}ms`, retries: { attempts: tries } }
          return worstCase(path, retryRulesOf(virtualService('pay', rule))).at(-1)!
        }
        const short = Math.min(long, cut)
        expect(waits(more, short).waitsMs!).toBeLessThanOrEqual(waits(more, long).waitsMs!)
        expect(waits(0, long).calls).toBeLessThanOrEqual(waits(more, long).calls)
        expect(waits(more, long).waitsMs!).toBeLessThanOrEqual(long)
      }),
    )
  })
})

describe('paths through a service', () => {
  const calls = [...path, call('front', 'ads'), call('admin', 'cart'), call('pay', 'front')]
  it('begin where nobody else calls, end where nothing else is called, and never visit a service twice', () => {
    const names = pathsThrough(host('cart'), calls).map((one) => [one[0]!.caller, ...one.map(({ callee }) => callee)])
    const short = names.map((one) => one.map((name) => name.split('.')[0]).join(' '))
    expect(short.toSorted()).toEqual(['admin cart pay front ads', 'gateway front cart pay', 'pay front cart'])
    expect(pathsThrough(host('nobody'), calls)).toEqual([])
  })

  it('are ordered by the calls that one request can become; a draft takes the place of its live object', () => {
    const live = retryRulesOf(virtualService('pay', { retries: { attempts: 0 } }))
    const draft = withDraft(live, virtualService('pay', { retries: { attempts: 4 } }))
    expect(draft.map(({ retries }) => retries)).toEqual([4])
    const worst = pathsThrough(host('cart'), calls).map((one) => worstCase(one, draft))
    expect(worst.toSorted(byCalls)[0]?.at(-1)?.calls).toBe(3 * 5 * 3 * 3)
  })
})
