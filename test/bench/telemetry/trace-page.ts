import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { startConsole } from '../../support/console-process.ts'
import { toolPath } from '../../support/tools.ts'
import type { Figure } from '../figure.ts'
import { largeTraceRequests } from './large-trace.ts'
import { clickMs, firstPaintMs, scroll, watchPages } from './page-probe.ts'
import { exportRequest } from './synthetic-traces.ts'
import { sendSpans, startTraceStore, stopTraceStore, waitUntilWritten, type TraceStore } from './trace-store.ts'

interface Drawn {
  readonly spans: number
  /** Each look is at a trace of its own: the console keeps a large one for two minutes. */
  readonly traceIds: readonly string[]
  readonly atMost: number
}

const id = (text: string) => text.padStart(32, 'b')
const drawn: readonly Drawn[] = [
  { spans: 10_000, traceIds: [id('101'), id('102'), id('103')], atMost: 1_000 },
  { spans: 80_000, traceIds: [id('801'), id('802')], atMost: 4_000 },
]
const row = '[role=treeitem]'
const settledMs = 300

/** Large traces from the bundled store through a built console to Chromium: the worst of a few looks, each at another trace. */
export async function tracePageFigures(): Promise<Figure[]> {
  const store = await startTraceStore()
  const dir = mkdtempSync(join(tmpdir(), 'heddle-trace-page-'))
  const web = await startConsole(dir, { TRACING_URL: store.queryUrl })
  const browser = await chromium.launch({ executablePath: toolPath('chromium'), args: ['--no-sandbox'] })
  try {
    await fill(store)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${web.url}/login?token=${web.token}`)
    await watchPages(page, row)
    // Any trace: what is measured is not the first page that a console ever served.
    await firstPaintMs(page, `${web.url}/traces/${'1'.padStart(32, 'a')}`)
    const figures: Figure[] = []
    for (const one of drawn) figures.push(...(await figuresOf(page, web.url, one)))
    return figures
  } finally {
    await browser.close()
    await web.stop()
    await stopTraceStore(store)
    rmSync(dir, { recursive: true, force: true })
  }
}

async function fill(store: TraceStore): Promise<void> {
  const nowMs = Date.now()
  let spans = 8
  await sendSpans(store, exportRequest({ from: 0, count: 1, nowMs }))
  for (const { spans: each, traceIds } of drawn)
    for (const traceId of traceIds) {
      for (const body of largeTraceRequests({ traceId, spans: each, nowMs })) await sendSpans(store, body)
      spans += each
    }
  await waitUntilWritten(store, spans)
}

async function figuresOf(page: Page, url: string, { spans, traceIds, atMost }: Drawn): Promise<Figure[]> {
  const first: number[] = []
  for (const traceId of traceIds) {
    first.push(await firstPaintMs(page, `${url}/traces/${traceId}`))
    await page.waitForSelector(`[data-testid=trace][data-spans="${spans}"]`)
  }
  await page.waitForTimeout(settledMs)
  const rolled = await scroll(page, { list: '[role=tree]', row })
  await page.evaluate(() => document.querySelector('[role=tree]')?.parentElement?.scrollTo(0, 0))
  await page.waitForTimeout(settledMs)
  const fold = await clickMs(page, `${row}[aria-level="1"] button`)
  const unfold = await clickMs(page, `${row}[aria-level="1"] button`)
  const all = await clickMs(page, 'button[aria-label="Fold all"]')
  const of = `, ${spans.toLocaleString('en-US')} spans`
  return [
    { name: `from opening the page to its first rows${of}`, value: Math.max(...first), unit: 'ms', limit: { atMost } },
    { name: `collapsing everything under the root${of}`, value: fold, unit: 'ms', limit: { atMost: 100 } },
    { name: `opening it again${of}`, value: unfold, unit: 'ms', limit: { atMost: 100 } },
    { name: `collapsing every span${of}`, value: all, unit: 'ms', limit: { atMost: 100 } },
    { name: `rows in the document${of}`, value: rolled.mostRows, unit: '', limit: { atMost: 200 } },
    { name: `scrolling${of}`, value: rolled.framesPerSecond, unit: 'frames/s', limit: { atLeast: 50 } },
    {
      name: `frames without a row while scrolling${of}`,
      value: rolled.wentBlank ? 1 : 0,
      unit: '',
      limit: { atMost: 0 },
    },
  ]
}
