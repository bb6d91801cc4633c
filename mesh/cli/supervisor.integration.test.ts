import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLogger } from '../../lib/platform/logger.ts'
import { readInstance } from './instance-lock.ts'
import { isAlive } from './process-identity.ts'
import type { ProcessSpec } from './processes.ts'
import { waitUntil } from './readiness.ts'
import { Supervisor } from './supervisor.ts'

let dir = ''
let supervisor: Supervisor
const ready: string[] = []

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heddle-supervisor-'))
  ready.length = 0
  const logger = createLogger('test', 'silent')
  supervisor = new Supervisor({ dir, env: {}, logger, onReady: (name) => void ready.push(name) })
})
afterEach(async () => {
  await supervisor.stop()
  rmSync(dir, { recursive: true, force: true })
})

const spec = (name: string, code: string, more: Partial<ProcessSpec> = {}): ProcessSpec => ({
  name,
  command: process.execPath,
  args: ['-e', code],
  env: {},
  ready: { kind: 'started' },
  after: [],
  ...more,
})
const forever = 'setInterval(() => {}, 1000)'

describe('the supervisor', () => {
  test('starts a process only when those before it serve', async () => {
    const marker = join(dir, 'first')
    const first = spec(
      'first',
      `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(marker)}, ''), 300); ${forever}`,
      {
        ready: { kind: 'file', path: marker },
      },
    )
    await supervisor.start([first, spec('second', forever, { after: ['first'] })], 10_000)
    expect(ready).toEqual(['first', 'second'])
  })

  test('starts a killed process again', async () => {
    await supervisor.start([spec('app', forever)], 10_000)
    const child = () => readInstance(dir)?.children['app']
    await waitUntil(() => child() !== undefined, 5_000)
    const before = child()
    process.kill(before?.pid ?? 0, 'SIGKILL')
    expect(await waitUntil(() => child() !== undefined && child()?.pid !== before?.pid, 10_000)).toBe(true)
  })

  test('stops the whole group of a process, its own children too', async () => {
    const pidFile = join(dir, 'grandchild')
    const code = `const c = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(forever)}]); require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(c.pid)); ${forever}`
    await supervisor.start([spec('parent', code, { ready: { kind: 'file', path: pidFile } })], 10_000)
    const [child] = Object.values(readInstance(dir)?.children ?? {})
    const grandchild = Number(readFileSync(pidFile, 'utf8'))
    await supervisor.stop()
    expect(child !== undefined && isAlive(child)).toBe(false)
    expect(await waitUntil(() => !running(grandchild), 3_000)).toBe(true)
  })

  test('a process that does not come up is named with its last words', async () => {
    const failing = spec('control-plane', 'console.error("port 15010 is taken"); process.exit(1)', {
      ready: { kind: 'file', path: join(dir, 'never') },
    })
    await expect(supervisor.start([failing], 1_500)).rejects.toThrow(
      /control-plane did not come up.*port 15010 is taken/,
    )
  })

  test('an answer of 500 is not ready, an answer of 401 is', async () => {
    let status = 500
    const server = createServer((_request, response) => void response.writeHead(status).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    setTimeout(() => (status = 401), 500)
    await supervisor.start(
      [spec('web', forever, { ready: { kind: 'http', url: `http://127.0.0.1:${port}/` } })],
      10_000,
    )
    expect(status).toBe(401)
    server.close()
  })
})

function running(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
