import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { formatLine, nanoTime, parseLine, type LogLine } from './log-line.ts'
import { LineSplitter } from './line-splitter.ts'
import { logFiles, runPaths } from './log-paths.ts'
import { parseLogQuery } from './log-query.ts'
import { OutputCollector } from './output-collector.ts'
import { readLog } from './read-log.ts'
import { RotatingFile } from './rotating-file.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heddle-logs-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const time = (second: number) => nanoTime(Date.parse('2026-01-01T00:00:00Z') * 1000 + second * 1_000_000)

test('times have nine digits, so that they sort as text', () => {
  expect(nanoTime(1_767_225_600_000_042)).toBe('2026-01-01T00:00:00.000042000Z')
})

test('any text survives being written and read', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !/[\n\r]/.test(text)),
      (text) => {
        const line = { time: time(0), text }
        expect(parseLine(formatLine(line).slice(0, -1))).toEqual(line)
      },
    ),
  )
})

test('lines are the same however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.nat({ max: 12 })), (texts, cuts) => {
      const lines = texts.map((text) => text.replaceAll('\n', ' '))
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
      const splitter = new LineSplitter()
      const seen: string[] = []
      let at = 0
      for (const cut of [...cuts, bytes.length]) {
        seen.push(...splitter.push(bytes.subarray(at, at + cut)))
        at += cut
      }
      expect([...seen, ...splitter.push(bytes.subarray(at)), ...splitter.flush()]).toEqual(lines)
    }),
  )
})

describe('a log that rotates', () => {
  test('keeps three files and reads across them in order', () => {
    const path = join(dir, '0.log')
    const file = new RotatingFile(path, 400)
    for (let second = 0; second < 60; second++) file.append(formatLine({ time: time(second), text: `line ${second}` }))
    file.close()
    for (const part of logFiles(path)) expect(statSync(part).size).toBeLessThanOrEqual(400)
    const texts = readLog(path, {}).map(({ text }) => text)
    expect(texts.at(-1)).toBe('line 59')
    expect(texts.length).toBeGreaterThan(15)
    expect(texts).toEqual(Array.from({ length: texts.length }, (_, index) => `line ${60 - texts.length + index}`))
  })

  test('gives a tail and a time range', () => {
    const path = join(dir, '0.log')
    const file = new RotatingFile(path)
    for (let second = 0; second < 30; second++) file.append(formatLine({ time: time(second), text: `${second}` }))
    file.close()
    expect(readLog(path, { tailLines: 2 }).map(({ text }) => text)).toEqual(['28', '29'])
    expect(readLog(path, { sinceTime: time(27) }).map(({ text }) => text)).toEqual(['27', '28', '29'])
    expect(readLog(path, { sinceTime: time(27), tailLines: 1 }).map(({ text }) => text)).toEqual(['29'])
    expect(readLog(path, { tailLines: 0 })).toEqual([])
  })

  test('a log longer than one read comes whole', () => {
    const path = join(dir, '0.log')
    const lines = Array.from({ length: 5_000 }, (_, index) =>
      formatLine({ time: time(index), text: `${index} ${'x'.repeat(90)}` }),
    )
    appendFileSync(path, lines.join(''))
    expect(readLog(path, {})).toHaveLength(5_000)
  })
})

describe('taking over what a process writes', () => {
  test('each line once, also after the collector was gone for a while', async () => {
    const paths = runPaths(dir, 0)
    const seen: LogLine[] = []
    const first = new OutputCollector(paths, (line) => seen.push(line))
    appendFileSync(paths.raw, 'one\ntwo\n')
    await vi.waitFor(() => expect(seen.map(({ text }) => text)).toEqual(['one', 'two']), { timeout: 3_000 })
    first.close()
    appendFileSync(paths.raw, 'three\nlast without newline')
    const second = new OutputCollector(paths, (line) => seen.push(line))
    second.close()
    expect(seen.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'last without newline'])
    expect(readLog(paths.log, {}).map(({ text }) => text)).toEqual(seen.map(({ text }) => text))
  })

  test('the raw file does not grow without bound', async () => {
    const paths = runPaths(dir, 0)
    let count = 0
    const collector = new OutputCollector(paths, () => (count += 1))
    appendFileSync(paths.raw, `${'x'.repeat(1023)}\n`.repeat(5_000))
    await vi.waitFor(() => expect(count).toBe(5_000), { timeout: 5_000 })
    appendFileSync(paths.raw, 'after\n')
    await vi.waitFor(() => expect(count).toBe(5_001), { timeout: 5_000 })
    expect(readFileSync(paths.raw, 'utf8')).toBe('after\n')
    collector.close()
  })
})

describe('the query of pods/log', () => {
  const now = new Date('2026-01-01T00:10:00Z')
  test('kubectl says it in these words', () => {
    const params = new URLSearchParams('follow=true&tailLines=5&sinceSeconds=60&timestamps=true&limitBytes=100')
    expect(parseLogQuery(params, now)).toEqual({
      follow: true,
      previous: false,
      timestamps: true,
      tailLines: 5,
      limitBytes: 100,
      sinceTime: '2026-01-01T00:09:00.000000000Z',
    })
  })
  test.each(['tailLines=-1', 'tailLines=x', 'sinceTime=yesterday', 'follow=maybe'])(
    '%s is refused by name and value',
    (text) => {
      const [name = ''] = text.split('=')
      expect(() => parseLogQuery(new URLSearchParams(text), now)).toThrow(new RegExp(`^${name} is ".+":`))
    },
  )
})
