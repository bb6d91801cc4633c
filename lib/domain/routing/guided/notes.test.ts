import { describe, expect, it } from 'vitest'
import { destinationRuleNotes, isAbout, virtualServiceNotes } from './notes.ts'

const hosts = [{ host: 'reviews.shop.svc.cluster.local', subsets: ['v1'] }]
const notes = (...http: readonly unknown[]) =>
  virtualServiceNotes({ metadata: { namespace: 'shop' }, spec: { http } }, hosts).map(({ severity, path, message }) =>
    [severity, path.join('.'), message].join(' | '),
  )

describe('notes on a draft', () => {
  it('R42 name the condition that is none', () => {
    expect(notes({ match: [{ uri: { regex: '(' } }] })[0]).toContain('error | spec.http.0.match.0.uri | "(" is no RE2')
    expect(notes({ match: [{ headers: { 'x-a': { exact: '' } } }] })).toEqual([
      'error | spec.http.0.match.0.headers.x-a | the value is empty',
    ])
  })

  it('R44 warn of a rule that gets nothing', () => {
    expect(notes({ name: 'all' }, { name: 'late', match: [{ port: 80 }] })).toEqual([
      'warning | spec.http.1 | rule 2 never has a request: rule 1 before it takes all that it matches',
    ])
  })

  it('say that tries do not fit into the timeout, and only then', () => {
    const retries = { attempts: 2, perTryTimeout: '2s' }
    expect(notes({ timeout: '3s', retries })).toEqual([
      'warning | spec.http.0.retries.perTryTimeout | 3 tries of 2 s need 6 s: the request timeout has room for 1',
    ])
    expect(notes({ timeout: '6s', retries })).toEqual([])
    expect(notes({ timeout: '0s', retries })).toEqual([])
  })

  it('R49 refuse copies to a subset that nobody defined', () => {
    expect(notes({ mirror: { host: 'reviews', subset: 'v1' } })).toEqual([])
    expect(notes({ mirror: { host: 'reviews', subset: 'v2' } })).toEqual([
      'error | spec.http.0.mirror | no DestinationRule of reviews has the subset v2',
    ])
    expect(notes({ mirror: { host: 'nobody' } })[0]).toContain('warning | spec.http.0.mirror')
  })

  it('R47, R48 refuse to take away a subset in use; warn of TLS that the pods refuse and of a limit of 0', () => {
    const uses = [{ subset: 'v1', object: 'shop/routes', rule: 'main' }]
    const of = (spec: unknown, server: 'STRICT' | 'DISABLE' | null) =>
      destinationRuleNotes({ spec }, { uses, server }).map(({ severity, path }) => `${severity} ${path.join('.')}`)
    expect(of({ subsets: [{ name: 'v1' }] }, 'STRICT')).toEqual([])
    expect(of({}, null)).toEqual(['error spec.subsets'])
    const trafficPolicy = { tls: { mode: 'DISABLE' }, connectionPool: { tcp: { maxConnections: 0 } } }
    expect(of({ subsets: [{ name: 'v1' }], trafficPolicy }, 'STRICT')).toEqual([
      'warning spec.trafficPolicy.tls.mode',
      'warning spec.trafficPolicy.connectionPool.tcp.maxConnections',
    ])
  })

  it('belong to a field when they are about it or something below', () => {
    expect(isAbout(['spec', 'http', 0, 'timeout'], ['spec', 'http', 0])).toBe(true)
    expect(isAbout(['spec', 'http', 1], ['spec', 'http', 0])).toBe(false)
  })
})
