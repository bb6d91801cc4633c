import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { chooseTraceStore, traceStoreLine } from './choose-trace-store.ts'
import { cachedJaegerPath } from './jaeger/find-jaeger.ts'

const dir = mkdtempSync(join(tmpdir(), 'heddle-choice-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function program(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, 0o755)
  return path
}

const named = program(join(dir, 'named/any'))
const onPath = program(join(dir, 'path/jaeger'))
const cached = program(cachedJaegerPath({ HEDDLE_TOOLS: join(dir, 'tools') }))
const PATH = `${join(dir, 'empty')}:${dirname(onPath)}`
const HEDDLE_TOOLS = join(dir, 'tools')
const nothing = { PATH: join(dir, 'empty'), HEDDLE_TOOLS: join(dir, 'empty') }

describe('the trace store of a mesh', () => {
  test.each([
    ['JAEGER_BIN first', { JAEGER_BIN: named, PATH, HEDDLE_TOOLS }, named, 'JAEGER_BIN'],
    ['then PATH', { PATH, HEDDLE_TOOLS }, onPath, 'PATH'],
    ['then the tool cache', { PATH: '', HEDDLE_TOOLS }, cached, 'tool cache'],
    ['an empty JAEGER_BIN is none', { JAEGER_BIN: '', PATH: '', HEDDLE_TOOLS }, cached, 'tool cache'],
  ])('is a Jaeger that is found: %s', (...[, env, command, by]) => {
    const store = chooseTraceStore('auto', env)
    expect(store).toEqual({ kind: 'jaeger', command, by })
    expect(traceStoreLine(store)).toContain(command)
  })

  test('is the bundled one when there is no Jaeger, and says how to get one', () => {
    const store = chooseTraceStore('auto', nothing)
    expect(store).toEqual({ kind: 'bundled', because: 'no Jaeger found' })
    expect(traceStoreLine(store)).toContain('setup:jaeger')
  })

  test('is the bundled one when that is asked for, whatever is there', () => {
    expect(chooseTraceStore('bundled', { JAEGER_BIN: named, PATH, HEDDLE_TOOLS }).kind).toBe('bundled')
  })

  test('a folder called jaeger is no program', () => {
    mkdirSync(join(dir, 'folder/jaeger'), { recursive: true })
    expect(chooseTraceStore('auto', { ...nothing, PATH: join(dir, 'folder') }).kind).toBe('bundled')
  })

  test('a Jaeger that is asked for and missing is one sentence', () => {
    expect(() => chooseTraceStore('jaeger', nothing)).toThrow(/HEDDLE_TRACE_STORE is "jaeger", but no Jaeger was found/)
  })
})
