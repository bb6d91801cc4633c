import { chromium, type Page } from 'playwright'
import { toolPath } from '../../support/tools.ts'
import { quantile, type Figure } from '../figure.ts'
import { token } from './graph-console.ts'
import { meshes, type MeshName } from './synthetic-mesh.ts'

/** From the answer to drawn and still, in milliseconds; above the drawing budget most of a mesh is folded. */
const drawnWithin = { S: 1_500, SM: 2_500, M: 4_000, L: 4_000 } as const satisfies Record<MeshName, number>

export type Drawn = { url: string; endSeconds: number; name: MeshName }

/** What Chromium takes to draw a mesh, whether nodes hold still, and, at M, how panning and refreshing feel. */
export async function drawingFigures({ url, endSeconds, name }: Drawn): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath: toolPath('chromium'), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${url}/login?token=${token}`)
    await page.addInitScript(watchLongTasks)
    await page.goto(`${url}/graph?window=60s&at=${endSeconds}`)
    await stable(page)
    const drawn = await page.evaluate(drawingTimes)
    const moved = await movedByRefresh(page)
    const of = `${meshes[name].workloads} workloads`
    return [
      {
        name: `from the API's answer to drawn and still, ${of}`,
        value: drawn.ms,
        unit: 'ms',
        limit: { atMost: drawnWithin[name] },
      },
      {
        name: `longest main-thread task meanwhile, ${of}`,
        value: drawn.longestTask,
        unit: 'ms',
        limit: { atMost: 200 },
      },
      { name: `unchanged nodes that move on refresh, ${of}`, value: moved, unit: '', limit: { atMost: 0 } },
      ...(name === 'M' ? [await panning(page, of), await refreshing(page, of)] : []),
    ]
  } finally {
    await browser.close()
  }
}

async function stable(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=graph][data-state=stable]', { timeout: 120_000 })
}

async function movedByRefresh(page: Page): Promise<number> {
  const before = await positions(page)
  await page.keyboard.press('r')
  await stable(page)
  const after = await positions(page)
  return Object.keys(before).filter((id) => before[id] !== after[id]).length
}

/** Frames per second while the picture is dragged to and fro. */
async function panning(page: Page, of: string): Promise<Figure> {
  const box = await page.getByTestId('graph').boundingBox()
  if (box === null) throw new Error('the graph has no box')
  const [x, y] = [box.x + box.width - 40, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const frames = page.evaluate(countFrames, 3_000)
  for (let step = 0; step < 90; step++)
    await page.mouse.move(x - 200 + 200 * Math.cos(step / 8), y + 80 * Math.sin(step / 8))
  const fps = await frames
  await page.mouse.up()
  return { name: `frames per second while panning, ${of}`, value: fps, unit: '', limit: { atLeast: 50 } }
}

/** Main-thread time of a refresh in which every rate is another, the median of five; an idle page's share is taken off. */
async function refreshing(page: Page, of: string): Promise<Figure> {
  let factor = 1
  await page.route('**/api/graph?*', async (route) => {
    const response = await route.fetch()
    factor *= 1.01
    const body = (await response.text()).replaceAll(
      /"rps":([\d.]+)/g,
      (_, rps: string) => `"rps":${Number(rps) * factor}`,
    )
    await route.fulfill({ response, body })
  })
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
  }
  const during = async (act: () => Promise<unknown>) => {
    const before = await busy()
    await act()
    await page.waitForTimeout(1_500)
    return (await busy()) - before
  }
  const idle = await during(() => Promise.resolve())
  const times: number[] = []
  for (let run = 0; run < 5; run++) {
    const answered = page.waitForResponse((response) => response.url().includes('/api/graph?'))
    const refresh = () => Promise.all([answered, page.keyboard.press('r')])
    times.push((await during(refresh)) - idle)
  }
  return {
    name: `main-thread time of a refresh, ${of}`,
    value: quantile(times, 0.5),
    unit: 'ms',
    limit: { atMost: 100 },
  }
}

function countFrames(ms: number): Promise<number> {
  return new Promise((resolve) => {
    const started = performance.now()
    let frames = 0
    const next = () => {
      frames += 1
      const passed = performance.now() - started
      if (passed < ms) requestAnimationFrame(next)
      else resolve((frames / passed) * 1_000)
    }
    requestAnimationFrame(next)
  })
}

function watchLongTasks(): void {
  const tasks: number[] = []
  Object.assign(globalThis, { longTasks: tasks })
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
    buffered: true,
  })
}

function drawingTimes(): { ms: number; longestTask: number } {
  const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN
  const { longTasks } = globalThis as unknown as { longTasks: number[] }
  return { ms: at('heddle:graph-stable') - at('heddle:graph-data'), longestTask: Math.max(0, ...longTasks) }
}

function positions(page: Page): Promise<Record<string, string>> {
  return page.$$eval('[data-node-id]', (cards) =>
    Object.fromEntries(
      cards.map((card) => [card.getAttribute('data-node-id') ?? '', JSON.stringify(card.getBoundingClientRect())]),
    ),
  )
}
