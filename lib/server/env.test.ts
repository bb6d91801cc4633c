import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readServerEnv } from './env.ts'

const empty = mkdtempSync(join(tmpdir(), 'heddle-env-'))
afterAll(() => rmSync(empty, { recursive: true, force: true }))
const good = { PROMETHEUS_URL: 'http://127.0.0.1:9090' }
const read = (more: Record<string, string>) => readServerEnv({ ...good, ...more }, empty)

describe('the environment of the console', () => {
  test('has defaults that listen on loopback only', () => {
    expect(read({})).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 3000,
      HEDDLE_FRAME_ANCESTORS: [],
      tokenIsGenerated: true,
    })
  })
  test('a token is generated anew when none is set, and is long', () => {
    expect(read({}).HEDDLE_TOKEN).not.toBe(read({}).HEDDLE_TOKEN)
    expect(read({}).HEDDLE_TOKEN.length).toBeGreaterThanOrEqual(40)
  })
  test('a .env file completes the environment, which wins', () => {
    writeFileSync(join(empty, '.env'), 'PORT=4000\nHEDDLE_FRAME_ANCESTORS=https://portal.example\n')
    expect(read({ PORT: '5000' })).toMatchObject({ PORT: 5000, HEDDLE_FRAME_ANCESTORS: ['https://portal.example'] })
    rmSync(join(empty, '.env'))
  })
  test.each([
    [{ PROMETHEUS_URL: '' }, 'PROMETHEUS_URL is not set'],
    [{ PROMETHEUS_URL: 'prometheus:9090' }, 'PROMETHEUS_URL is "prometheus:9090": it must be an http or https address'],
    [{ GRAFANA_URL: 'javascript:alert(1)' }, 'GRAFANA_URL is "javascript:alert(1)": it must be an http or https'],
    [{ TRACING_UI_URL: 'jaeger' }, 'TRACING_UI_URL is "jaeger": it must be an http or https address'],
    [{ PORT: 'abc' }, 'PORT is "abc": it must be a port from 1 to 65535'],
    [{ HEDDLE_TOKEN: 'short' }, 'HEDDLE_TOKEN is not usable: it must have at least 24 characters'],
    [{ HEDDLE_TOKEN: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }, 'HEDDLE_TOKEN is easy to guess'],
    [{ HEDDLE_TOKEN: 'changeme-changeme-changeme' }, 'HEDDLE_TOKEN is easy to guess'],
    [{ HEDDLE_FRAME_ANCESTORS: '*' }, 'HEDDLE_FRAME_ANCESTORS is "*": it must be exact origins'],
    [{ HEDDLE_FRAME_ANCESTORS: 'https://a.example/path' }, 'it must be exact origins'],
    [{ HEDDLE_TOKNE: 'x' }, 'HEDDLE_TOKNE is not a setting'],
  ])('%j is one sentence', (more, sentence) => {
    expect(() => read(more)).toThrow(sentence)
  })
  test('a capsule needs no source (CA12)', () => {
    const { HEDDLE_CAPSULE, PROMETHEUS_URL } = readServerEnv({ HEDDLE_CAPSULE: '/tmp/x.capsule' }, empty)
    expect([HEDDLE_CAPSULE, new URL(PROMETHEUS_URL).hostname]).toEqual(['/tmp/x.capsule', 'capsule.invalid'])
  })
  test('a refused token is never repeated in the sentence', () => {
    expect(() => read({ HEDDLE_TOKEN: 'tooshort' })).toThrow(expect.not.stringContaining('tooshort'))
  })
})
