import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { startConsole } from '../../support/console-process.ts'
import { toolPath } from '../../support/tools.ts'
import type { Benchmark, Figure } from '../figure.ts'
import { firstPaintMs, longestTaskMs, scroll, watchPages } from './page-probe.ts'
import { podNames, serveLogs } from './synthetic-logs.ts'

const linesPerPod = 10_000
const perSecond = 2_000
const tailedMs = 30_000
const row = '[data-testid=log-lines] li'

/** Logs of ten pods through a built console to Chromium: the first screen of 100,000 lines, and a tail of 2,000 a second. */
export const logs: Benchmark = {
  name: 'logs',
  run: async () => [
    ...(await onPage({ before: linesPerPod, perSecond: 0 }, firstScreens)),
    ...(await onPage({ before: 100, perSecond }, tail)),
  ],
}

async function onPage(
  lines: { before: number; perSecond: number },
  measure: (page: Page, url: string) => Promise<Figure[]>,
): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-logs-page-'))
  const kubeconfig = join(dir, 'kubeconfig')
  const stop = await serveLogs(kubeconfig, { ...lines, startMs: Date.now() })
  const web = await startConsole(dir, { KUBECONFIG: kubeconfig })
  const browser = await chromium.launch({ executablePath: toolPath('chromium'), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
    await page.goto(`${web.url}/login?token=${web.token}`)
    await watchPages(page, row)
    // What is measured is not the first page that a console ever served.
    await firstPaintMs(page, `${web.url}/logs?namespaces=shop&window=10s&q=part`).catch(() => undefined)
    return await measure(page, `${web.url}/logs?namespaces=shop`)
  } finally {
    await browser.close()
    await web.stop()
    await stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function firstScreens(page: Page, url: string): Promise<Figure[]> {
  const of = `, ${podNames.length} pods of ${linesPerPod.toLocaleString('en-US')} lines`
  const newest = await firstPaintMs(page, url)
  const all = await firstPaintMs(page, `${url}&depth=20000&q=${encodeURIComponent('code>=500')}`)
  await page.goto(url)
  await page.waitForSelector(row)
  const rolled = await scroll(page, { list: '[data-testid=log-lines] ol', row })
  return [
    { name: `from opening the page to its first lines${of}`, value: newest, unit: 'ms', limit: { atMost: 1_000 } },
    { name: `the same with a field that every line is asked for${of}`, value: all, unit: 'ms' },
    { name: 'rows in the document', value: rolled.mostRows, unit: '', limit: { atMost: 200 } },
    { name: 'scrolling', value: rolled.framesPerSecond, unit: 'frames/s', limit: { atLeast: 50 } },
  ]
}

async function tail(page: Page, url: string): Promise<Figure[]> {
  await firstPaintMs(page, url)
  const since = await page.evaluate(() => performance.now())
  await page.getByRole('button', { name: 'Tail' }).click()
  await page.waitForTimeout(tailedMs)
  const longest = await longestTaskMs(page, since)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download these lines' }).click(),
  ])
  const { lines, missing } = continuity(readFileSync(await download.path(), 'utf8'))
  return [
    { name: `lines a tail has after ${tailedMs / 1_000} s of ${perSecond} lines/s`, value: lines, unit: '' },
    { name: 'lines that it lost', value: missing, unit: '', limit: { atMost: 0 } },
    { name: 'longest task of the main thread meanwhile', value: longest, unit: 'ms', limit: { atMost: 200 } },
  ]
}

/** Every pod counts its requests: between its first and its last line none may be missing. */
function continuity(text: string): { lines: number; missing: number } {
  const seen = new Map<string, Set<number>>()
  const rows = text.split('\n').filter((line) => line !== '')
  for (const line of rows) {
    const [, pod = '', number = ''] = /shop\/(\S+)\/app .*\/part\/(\d+)/.exec(line) ?? []
    const numbers = seen.get(pod) ?? new Set()
    seen.set(pod, numbers.add(Number(number)))
  }
  const missing = [...seen.values()].reduce(
    (sum, numbers) => sum + Math.max(...numbers) - Math.min(...numbers) + 1 - numbers.size,
    0,
  )
  return { lines: rows.length, missing }
}
