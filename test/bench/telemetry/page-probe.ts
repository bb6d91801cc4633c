import type { Page } from 'playwright'

/** From now on each page notes when what the selector names was first painted, and every long task. */
export async function watchPages(page: Page, selector: string): Promise<void> {
  await page.addInitScript((wanted) => {
    const tasks: { at: number; ms: number }[] = []
    Object.assign(globalThis, { benchTasks: tasks })
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push({ at: startTime, ms: duration })
    }).observe({ type: 'longtask', buffered: true })
    const look = () => {
      if (document.querySelector(wanted) === null) requestAnimationFrame(look)
      else requestAnimationFrame(() => setTimeout(() => performance.mark('bench:first')))
    }
    requestAnimationFrame(look)
  }, selector)
}

/** Opens an address; milliseconds from the beginning of the navigation until what is watched for was painted. */
export async function firstPaintMs(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => performance.getEntriesByName('bench:first').length > 0, undefined, {
    timeout: 60_000,
  })
  return page.evaluate(() => performance.getEntriesByName('bench:first')[0]?.startTime ?? Number.NaN)
}

/** The longest task of the main thread after a moment of the page's own clock, in milliseconds. */
export function longestTaskMs(page: Page, sinceMs: number): Promise<number> {
  return page.evaluate((since) => {
    const { benchTasks } = globalThis as unknown as { benchTasks: { at: number; ms: number }[] }
    return Math.max(0, ...benchTasks.filter(({ at }) => at >= since).map(({ ms }) => ms))
  }, sinceMs)
}

/** Milliseconds from a click until the next picture is there. */
export function clickMs(page: Page, selector: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const target = document.querySelector<HTMLElement>(wanted)
    if (target === null) throw new Error(`the page has no ${wanted}`)
    const started = performance.now()
    target.click()
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return performance.now() - started
  }, selector)
}

export interface Scrolling {
  readonly framesPerSecond: number
  /** The most rows that were in the document at one time. */
  readonly mostRows: number
  /** Whether some frame had no row in sight. */
  readonly wentBlank: boolean
}

/** Scrolls a list for three seconds, 300 pixels a frame, down and from its end again from the top. */
export function scroll(page: Page, { list, row }: { list: string; row: string }): Promise<Scrolling> {
  return page.evaluate(
    async ({ list: listed, row: rows }) => {
      let scroller = document.querySelector(listed)
      while (scroller !== null && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement
      if (scroller === null) throw new Error(`${listed} does not scroll`)
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      let [frames, mostRows, wentBlank] = [0, 0, false]
      const started = performance.now()
      while (performance.now() - started < 3_000) {
        const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
        scroller.scrollTop = atEnd ? 0 : scroller.scrollTop + 300
        await frame()
        frames += 1
        const count = document.querySelectorAll(rows).length
        mostRows = Math.max(mostRows, count)
        wentBlank ||= count === 0
      }
      return { framesPerSecond: (frames * 1_000) / (performance.now() - started), mostRows, wentBlank }
    },
    { list, row },
  )
}
