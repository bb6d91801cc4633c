import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePorts } from '../../test/support/free-ports.ts'
import { catalogue } from './catalogue.ts'

// The real programs, side by side on one loopback address instead of in pods.
const running: ChildProcess[] = []
const ports: Record<string, number> = {}
const names = ['ratings-store', 'ratings', 'reviews', 'details', 'productpage']

function environmentOf(name: string, version: string): NodeJS.ProcessEnv {
  const services = names.flatMap((service) => {
    const prefix = service.toUpperCase().replaceAll('-', '_')
    return [
      [`${prefix}_SERVICE_HOST`, '127.0.0.1'],
      [`${prefix}_SERVICE_PORT`, String(ports[service])],
    ]
  })
  const own = {
    POD_APP_ADDRESS: '127.0.0.1',
    APP_PORT: String(ports[name]),
    APP_VERSION: version,
    POD_NAME: `${name}-test`,
  }
  return { PATH: process.env['PATH'], ...Object.fromEntries(services), ...own }
}

function start(name: string, version: string): ChildProcess {
  const [program = '', ...args] = (catalogue[name]?.command ?? []).map((word) =>
    word === '$NODE' ? join(import.meta.dirname, '../../node_modules/.bin/node') : word.replace('$PYTHON', 'python3'),
  )
  const child = spawn(program, args, { env: environmentOf(name, version), stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

async function until(what: string, probe: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 20_000
  while (!(await probe().catch(() => false))) {
    if (Date.now() > limit) throw new Error(`${what}: not within 20 s`)
    await wait(50)
  }
}

const url = (name: string, path: string) => `http://127.0.0.1:${ports[name]}${path}`
const healthy = (name: string) => until(`${name} healthy`, async () => (await fetch(url(name, '/health'))).ok)
const page = async () => {
  const response = await fetch(url('productpage', '/productpage'))
  return { status: response.status, missing: response.headers.get('x-missing-parts'), html: await response.text() }
}

beforeAll(async () => {
  const free = await freePorts(names.length)
  names.forEach((name, index) => (ports[name] = free[index] ?? 0))
  for (const name of names) start(name, name === 'reviews' ? 'v2' : 'v1')
  await Promise.all(names.filter((name) => name !== 'ratings-store').map(healthy))
  await until('the whole page', async () => (await page()).missing === '')
})

afterAll(async () => {
  await Promise.all(running.map(stop))
})

describe('the bookshop', () => {
  it('shows details and reviews with black stars, read through reviews, ratings and the store', async () => {
    const { status, html } = await page()
    expect(status).toBe(200)
    expect(html).toContain('Warp and Weft Press')
    expect(html).toContain('aria-label="5 of 5 stars"')
    expect(html).toContain('reviews v2')
  })

  it('passes the trace on to its last service', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    const ratings = running[names.indexOf('ratings')]
    let lines = ''
    ratings?.stdout?.on('data', (chunk: Buffer) => (lines += chunk.toString('utf8')))
    await fetch(url('productpage', '/productpage'), { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } })
    await until('the log line of ratings', async () => lines.includes(`"trace_id": "${traceId}"`))
  })

  it('answers unknown paths and books with 404 and a reason', async () => {
    const missing = await fetch(url('details', '/details/99'))
    expect([missing.status, await missing.json()]).toEqual([404, { error: 'there is no book 99' }])
    expect((await fetch(url('ratings', '/nothing'))).status).toBe(404)
  })

  it('loses the stars, not the page, while the store is away, and finds it again', async () => {
    const [store] = running
    if (store === undefined) throw new Error('no store')
    await stop(store)
    await until('the page without ratings', async () => (await page()).missing === 'ratings')
    start('ratings-store', 'v1')
    await until('the page with ratings', async () => (await page()).missing === '')
  })

  it('stops on SIGTERM without failing a request in flight or on a kept-alive connection', async () => {
    const reviews = running[names.indexOf('reviews')]
    if (reviews === undefined) throw new Error('no reviews')
    const answers: Promise<number>[] = []
    for (let i = 0; i < 20; i++) answers.push(fetch(url('reviews', '/reviews/1')).then((answer) => answer.status))
    await wait(5)
    const started = performance.now()
    const stopped = stop(reviews)
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]))
    await stopped
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(reviews.exitCode).toBe(0)
  })
})
