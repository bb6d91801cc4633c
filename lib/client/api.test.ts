import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { ApiError, apiGet, apiPost, apiUrl, authorizeWith, onSignedOut } from './api.ts'

const schema = z.object({ value: z.number() })

function answer(status: number, body: unknown) {
  const fetchMock = vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })))
  vi.stubGlobal('fetch', fetchMock)
  return fetchMock
}

const failure = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof ApiError ? error : null),
  )

afterEach(() => {
  vi.unstubAllGlobals()
  authorizeWith(undefined)
})

describe('calls to our API', () => {
  it('leaves out what has no value and joins lists', () => {
    expect(apiUrl('/api/graph', { namespaces: ['a', 'b'], window: '60s', at: undefined, idle: false, kinds: [] })).toBe(
      '/api/graph?namespaces=a%2Cb&window=60s&idle=false',
    )
  })

  it('gives parsed answers only', async () => {
    answer(200, { value: 4 })
    await expect(apiGet('/api/x', schema)).resolves.toEqual({ value: 4 })
    answer(200, { value: 'four' })
    expect((await failure(apiGet('/api/x', schema)))?.code).toBe('CONTRACT')
  })

  it('carries the code, field and sentence of a refusal', async () => {
    answer(422, {
      error: { code: 'INVALID', message: 'slices.0.weight is -1: at least 0 is allowed', field: 'slices.0.weight' },
    })
    expect(await failure(apiPost('/api/changes', schema, {}))).toMatchObject({
      status: 422,
      code: 'INVALID',
      field: 'slices.0.weight',
    })
  })

  it('keeps the live object that a conflict carries', async () => {
    answer(409, { error: { code: 'CONFLICT', message: 'changed' }, live: { spec: {} } })
    expect((await failure(apiPost('/api/changes', schema, {})))?.body).toMatchObject({ live: { spec: {} } })
  })

  it('says so when nobody answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
    expect(await failure(apiGet('/api/x', schema))).toMatchObject({ status: 0, code: 'UNREACHABLE' })
  })

  it('tells listeners that the session ended, and nobody else', async () => {
    const listener = vi.fn()
    const stop = onSignedOut(listener)
    answer(403, {})
    await failure(apiGet('/api/x', schema))
    expect(listener).not.toHaveBeenCalled()
    answer(401, {})
    await failure(apiGet('/api/x', schema))
    stop()
    await failure(apiGet('/api/x', schema))
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('sends the frame token as bearer', async () => {
    const fetchMock = answer(200, { value: 1 })
    authorizeWith('secret')
    await apiGet('/api/x', schema)
    expect(fetchMock).toHaveBeenCalledWith(
      '/api/x',
      expect.objectContaining({ headers: { authorization: 'Bearer secret' } }),
    )
  })
})
