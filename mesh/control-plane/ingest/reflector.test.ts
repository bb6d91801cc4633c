import { describe, expect, test } from 'vitest'
import { createLogger } from '../../../lib/platform/logger.ts'
import type { ClusterHttp } from './cluster-port.ts'
import { watchedKinds } from './kinds.ts'
import { runReflector } from './reflector.ts'

const [kind] = watchedKinds
if (kind === undefined) throw new Error('no kind is watched')
const sink = { replace: () => undefined, upsert: () => undefined, remove: () => undefined }

describe('a reflector whose server died after the list', () => {
  test('asks ever more rarely instead of at the first delay for ever', async () => {
    const attempts: number[] = []
    const stop = new AbortController()
    const http: ClusterHttp = {
      json: () => Promise.resolve({ metadata: { resourceVersion: '1' }, items: [] }),
      stream: () => {
        attempts.push(performance.now())
        if (attempts.length === 5) stop.abort()
        return Promise.reject(new Error('connect ECONNREFUSED'))
      },
    }
    await runReflector({ http, kind, sink, logger: createLogger('test', 'silent'), signal: stop.signal })
    const gaps = attempts.slice(1).map((time, index) => time - (attempts[index] ?? 0))
    // Delays are at least half of 0.1, 0.2, 0.4 and 0.8 s.
    expect(gaps.map((gap, index) => gap >= 45 * 2 ** index)).toEqual([true, true, true, true])
  })
})
