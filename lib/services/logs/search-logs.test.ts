import { describe, expect, test } from 'vitest'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { deployment, namespace } from '../../../test/support/cluster-objects.ts'
import { logsRequest, logsResponse } from '../../contract/logs.ts'
import { searchLogs } from './search-logs.ts'

const cluster = [
  namespace('shop'),
  namespace('back'),
  ...deployment('shop', 'cart-v1'),
  ...deployment('shop', 'front-v1', { proxy: false }),
]
const second = (seconds: number) => new Date(1_800_000_000_000 - 60_000 + seconds * 1_000).toISOString()

function deps() {
  const made = memoryDeps({}, cluster)
  made.logs.held.set('cart-v1-abc-0/app', [`${second(1)} cart one`, `${second(4)} ERROR: cart four`])
  made.logs.held.set('cart-v1-abc-0/istio-proxy', [`${second(3)} proxy three`])
  made.logs.held.set('front-v1-abc-0/app', [`${second(2)} front two`])
  return made
}
const search = (different: Record<string, string>, made = deps()) =>
  searchLogs({ deps: made, principal: operator, input: logsRequest.parse({ namespace: 'shop', ...different }) })
const messages = async (different: Record<string, string>) =>
  (await search(different)).lines.map(({ message }) => message)

describe('logs', () => {
  test('of all containers come in one order, with where they are from', async () => {
    const answer = logsResponse.parse(await search({}))
    expect(answer.lines.map(({ message }) => message)).toEqual([
      'cart one',
      'front two',
      'proxy three',
      'ERROR: cart four',
    ])
    expect(answer.lines[2]).toMatchObject({ pod: 'cart-v1-abc-0', container: 'istio-proxy', workload: 'cart-v1' })
    expect(answer.limited).toBe(false)
  })
  test.each([
    [{ workload: 'front-v1' }, ['front two']],
    [{ workload: 'cart-v1', container: 'istio-proxy' }, ['proxy three']],
    [{ q: 'CART' }, ['cart one', 'ERROR: cart four']],
    [{ filter: 'cart -level=error' }, ['cart one']],
    [{ filter: '/^.* (one|two)$/' }, ['cart one', 'front two']],
    [{ filter: 'container=istio-proxy' }, ['proxy three']],
    [{ after: second(3) }, ['proxy three', 'ERROR: cart four']],
    [{ limit: '2' }, ['proxy three', 'ERROR: cart four']],
    [{ window: '57s' }, ['proxy three', 'ERROR: cart four']],
    [{ pod: 'cart-v1-abc-0', container: 'app' }, ['cart one', 'ERROR: cart four']],
  ])('asked for with %o are %j', async (different, expected) => {
    expect(await messages(different)).toEqual(expected)
  })
  test('of a proxy stand where their requests began, and are found by when they were written too (LG11)', async () => {
    const made = deps()
    const entry = (began: number) => JSON.stringify({ start_time: second(began), method: 'GET', path: `/${began}` })
    made.logs.held.set('cart-v1-abc-0/istio-proxy', [`${second(5)} ${entry(1.5)}`, `${second(5)} ${entry(3)}`])
    const { lines } = await search({}, made)
    expect(lines.map(({ message }) => message)).toEqual([
      'cart one',
      'GET /1.5',
      'front two',
      'GET /3',
      'ERROR: cart four',
    ])
    const later = await search({ after: second(4.5) }, made)
    expect(later.lines.map(({ message }) => message)).toEqual(['GET /1.5', 'GET /3'])
    const before = await search({ at: second(2), window: '10s' }, made)
    expect(before.lines.map(({ message }) => message)).toEqual(['cart one', 'GET /1.5', 'front two'])
  })
  test('the newest are kept and the answer says that there were more', async () => {
    expect((await search({ limit: '1' })).limited).toBe(true)
  })
  test('look back only so many lines of each container, and say so', async () => {
    const shallow = await search({ filter: 'cart', depth: '1' })
    expect(shallow.lines.map(({ message }) => message)).toEqual(['ERROR: cart four'])
    expect(shallow.searched).toEqual({ linesPerContainer: 1, complete: false, oldest: second(4) })
    expect((await search({ filter: 'cart', depth: '10' })).searched).toMatchObject({ complete: true, oldest: null })
  })
  test('of several namespaces come in one order; all of them must be allowed', async () => {
    const made = memoryDeps({}, [...cluster, ...deployment('back', 'stock-v1', { proxy: false })])
    made.logs.held.set('front-v1-abc-0/app', [`${second(2)} front two`])
    made.logs.held.set('stock-v1-abc-0/app', [`${second(1)} stock one`])
    const ask = { namespaces: 'back', workload: 'front-v1,stock-v1' }
    const { lines } = await search(ask, made)
    expect(lines.map(({ namespace: of, message }) => `${of} ${message}`)).toEqual(['back stock one', 'shop front two'])
    const input = logsRequest.parse({ namespace: 'shop', ...ask })
    const refused = searchLogs({ deps: made, principal: readerOf('shop'), input })
    await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
  test('a container that can not be read is named, the others are shown', async () => {
    const made = deps()
    made.logs.held.delete('cart-v1-abc-0/istio-proxy')
    const answer = await search({}, made)
    expect(answer.lines).toHaveLength(3)
    expect(answer.degraded).toEqual([
      { source: 'logs', since: null, message: expect.stringContaining('cart-v1-abc-0/istio-proxy') },
    ])
  })
  test.each([
    [{ pod: 'no-such-pod' }, 'There is no pod "no-such-pod" in shop; its log went with it.'],
    [{ pod: 'cart-v1-abc-0', workload: 'front-v1' }, 'There is no pod "cart-v1-abc-0" of front-v1 in shop'],
    [
      { pod: 'cart-v1-abc-0', container: 'web' },
      'The pod "cart-v1-abc-0" has no container "web"; it has app, istio-proxy.',
    ],
  ])('of what is not there (%o) are refused in a sentence', async (different, sentence) => {
    const refused = { code: 'NOT_FOUND', message: expect.stringContaining(sentence) }
    await expect(search(different)).rejects.toMatchObject(refused)
  })
  test('of a namespace that is not there, or may not be seen, are refused', async () => {
    await expect(search({ namespace: 'nope' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const ask = searchLogs({
      deps: deps(),
      principal: readerOf('back'),
      input: logsRequest.parse({ namespace: 'shop' }),
    })
    await expect(ask).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
