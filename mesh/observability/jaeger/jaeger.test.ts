import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { cachedJaegerPath, findJaeger, jaegerVersion } from './find-jaeger.ts'
import { jaegerConfig } from './jaeger-config.ts'

const ports = { queryPort: 1, otlpGrpcPort: 3, otlpHttpPort: 4, adminPort: 5 }

describe("Jaeger's configuration", () => {
  it('listens on loopback only', () => {
    const text = jaegerConfig({ ...ports, storage: { kind: 'memory', maxTraces: 5 } })
    const endpoints = [...text.matchAll(/endpoint: (\S+)/g)].map((match) => match[1])
    expect(new Set(endpoints)).toEqual(new Set(['127.0.0.1:1', '127.0.0.1:0', '127.0.0.1:3', '127.0.0.1:4']))
    expect([...text.matchAll(/host: (\S+)/g)].map((match) => match[1])).toEqual(['127.0.0.1'])
  })

  it('keeps traces in Badger for as long as was said', () => {
    const storage = { kind: 'badger', directory: '/d', keepHours: 24 } as const
    const text = jaegerConfig({ ...ports, storage })
    expect(parse(text)).toMatchObject({
      extensions: { jaeger_storage: { backends: { main: { badger: { ttl: { spans: '24h' } } } } } },
    })
  })
})

describe('finding Jaeger', () => {
  it('builds the version that go.mod pins', () => {
    const module = readFileSync(join(import.meta.dirname, 'go.mod'), 'utf8')
    expect(module).toContain(`github.com/jaegertracing/jaeger v${jaegerVersion}`)
    expect(cachedJaegerPath({ HEDDLE_TOOLS: '/tools' })).toBe(`/tools/jaeger-${jaegerVersion}/jaeger`)
  })

  it('refuses a JAEGER_BIN that is no program, by its name', () => {
    expect(() => findJaeger({ JAEGER_BIN: '/nowhere/jaeger' })).toThrow('JAEGER_BIN is "/nowhere/jaeger"')
    expect(findJaeger({ PATH: '', HEDDLE_TOOLS: '/nowhere' })).toBeUndefined()
  })
})
