import { describe, expect, test } from 'vitest'
import { ClusterHttpError, type ClusterHttp } from '../ingest/cluster-port.ts'
import { parseNodeId } from '../registry/proxy.ts'
import { claimMismatch, identityOf, tokenReviewer } from './authenticate.ts'

// Guarantee: a stream speaks for the pod whose token it carries, and for no other.

const status = (over: Record<string, unknown> = {}) => ({
  status: {
    authenticated: true,
    audiences: ['istio-ca'],
    user: {
      username: 'system:serviceaccount:shop:reviews',
      extra: { 'authentication.kubernetes.io/pod-name': ['reviews-v1'] },
    },
    ...over,
  },
})
const identity = { namespace: 'shop', serviceAccount: 'reviews', podName: 'reviews-v1' }

describe('a reviewed token', () => {
  test('names namespace, service account and pod', () => expect(identityOf(status())).toEqual(identity))
  test.each([
    ['is not authenticated', { authenticated: false }, /not valid/],
    ['is for another audience', { audiences: ['api'] }, /audience istio-ca/],
    ['belongs to a user', { user: { username: 'admin' } }, /does not belong to a pod/],
    ['is bound to no pod', { user: { username: 'system:serviceaccount:a:b' } }, /does not belong to a pod/],
  ])('that %s is refused', (_case, over, message) => expect(() => identityOf(status(over))).toThrow(message))
})

describe('the claim must fit', () => {
  const claim = (id: string, account?: string) =>
    parseNodeId(id, account === undefined ? {} : { metadata: { SERVICE_ACCOUNT: account } }) ?? expect.fail('no claim')
  test.each([
    ['sidecar~127.1.1.1~reviews-v1.shop~shop.svc.cluster.local', 'reviews', undefined],
    ['sidecar~127.1.1.1~reviews-v1.bank~bank.svc.cluster.local', 'reviews', /namespace bank/],
    ['sidecar~127.1.1.1~ratings.shop~shop.svc.cluster.local', 'reviews', /pod ratings/],
    ['sidecar~127.1.1.1~reviews-v1.shop~shop.svc.cluster.local', 'admin', /service account admin/],
  ])('%s as %s', (id, account, problem) => {
    const mismatch = claimMismatch(claim(id, account), identity)
    if (problem === undefined) expect(mismatch).toBeUndefined()
    else expect(mismatch).toMatch(problem)
  })
})

test.each(['', 'sidecar', 'sidecar~1~2~3', 'waypoint~127.1.1.1~a.b~c', 'sidecar~x y~a.b~c'])(
  'node id %j is refused',
  (id) => {
    expect(parseNodeId(id)).toBeUndefined()
  },
)

describe('the cluster API is away', () => {
  const api = (answers: (() => unknown)[]): { http: ClusterHttp; calls: () => number } => {
    let calls = 0
    const json = () => Promise.resolve().then(() => answers[Math.min(calls++, answers.length - 1)]?.())
    return { http: { json, stream: () => Promise.reject(new Error('not used')) }, calls: () => calls }
  }
  const down = () => {
    throw new Error('ECONNREFUSED')
  }
  test('a token accepted before is accepted for an hour, then not', async () => {
    let now = 0
    const { http } = api([() => status(), down])
    const authenticate = tokenReviewer(http, () => now)
    await authenticate('t')
    now = 3_000_000
    await expect(authenticate('t')).resolves.toEqual(identity)
    now = 3_700_000
    await expect(authenticate('t')).rejects.toThrow('did not answer')
  })
  test('a token never seen has to wait', async () => {
    await expect(tokenReviewer(api([down]).http)('t')).rejects.toMatchObject({ transient: true })
  })
  test('a token is asked about once a minute', async () => {
    let now = 0
    const { http, calls } = api([() => status()])
    const authenticate = tokenReviewer(http, () => now)
    await authenticate('t')
    await authenticate('t')
    now = 60_000
    await authenticate('t')
    expect(calls()).toBe(2)
  })
  test('a token that is revoked is forgotten', async () => {
    let now = 0
    const { http } = api([() => status(), () => status({ authenticated: false }), down])
    const authenticate = tokenReviewer(http, () => now)
    await authenticate('t')
    now = 61_000
    await expect(authenticate('t')).rejects.toThrow('not valid')
    await expect(authenticate('t')).rejects.toThrow('did not answer')
  })
  test('an answer that forbids the question is not the token’s fault', async () => {
    const forbidden = () => {
      throw new ClusterHttpError(403, '/tokenreviews', '')
    }
    await expect(tokenReviewer(api([forbidden]).http)('t')).rejects.toMatchObject({ transient: true })
  })
})
