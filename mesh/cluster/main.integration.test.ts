import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from './api/testing/cluster-under-test.ts'

// The process as `bin/heddle up` runs it: what it says when it can't start, and how it stops.
let directory: string
const started: ChildProcess[] = []
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'heddle-main-'))
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(directory, { recursive: true, force: true })
})

interface Running {
  readonly child: ChildProcess
  output: string
  errors: string
  code: number | null | undefined
}

function start(port: number): Running {
  const env = { ...process.env, HEDDLE_DIR: directory, HEDDLE_CLUSTER_API_PORT: String(port), LOG_LEVEL: 'info' }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], { env })
  const running: Running = { child, output: '', errors: '', code: undefined }
  child.stdout.on('data', (chunk: Buffer) => (running.output += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (running.errors += chunk.toString('utf8')))
  child.once('exit', (code) => (running.code = code))
  started.push(child)
  return running
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('it becomes ready, and SIGTERM ends it within 5 s', async () => {
  const running = start(await freePort())
  await until('ready', () => running.output.includes('cluster API is ready'), 60_000)
  running.child.kill('SIGTERM')
  await until('the end', () => running.code !== undefined, 5_000)
  expect([running.code, running.errors]).toEqual([0, ''])
})

test('a taken port is one sentence that names the port and the variable', async () => {
  const other = createServer()
  const port = await listening(other)
  const running = start(port)
  await until('the end', () => running.code !== undefined, 60_000)
  other.close()
  expect([running.code, running.errors]).toEqual([
    1,
    `cluster: port ${port} for the cluster API is taken: stop what uses it or set HEDDLE_CLUSTER_API_PORT\n`,
  ])
})

test('a database of a newer version is one sentence, and the file stays as it is', async () => {
  const first = start(await freePort())
  await until('ready', () => first.output.includes('cluster API is ready'), 60_000)
  first.child.kill('SIGTERM')
  await until('the end', () => first.code !== undefined, 5_000)
  const path = join(directory, 'cluster/cluster.db')
  const database = new DatabaseSync(path)
  database.exec("INSERT INTO migrations (number, applied_at) VALUES (999, 'later')")
  database.close()
  const second = start(await freePort())
  await until('the end', () => second.code !== undefined, 60_000)
  expect(second.code).toBe(1)
  expect(second.errors).toMatch(
    /^cluster: the cluster's database .* has schema 999, but this version of Heddle knows up to \d+: .*\n$/,
  )
})
