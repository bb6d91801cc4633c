import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What is wrong with the page that is shown, in sentences; none is a page that anybody can use. */
export async function auditPage(page: Page, title: RegExp): Promise<string[]> {
  await settled(page)
  const faults = [
    ...((await page.title()).match(title) === null ? [`the title is "${await page.title()}"`] : []),
    ...(await sideways(page)),
    ...(await axeFaults(page)),
    ...(await keyboardFaults(page)),
  ]
  const size = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  faults.push(...(await sideways(page)))
  if (size !== null) await page.setViewportSize(size)
  return faults
}

/** A page's own heading is there and nothing says any more that it loads. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached({ timeout: 45_000 })
  await expect(page.getByLabel(/^Loading/)).toHaveCount(0, { timeout: 45_000 })
}

async function sideways(page: Page): Promise<string[]> {
  const { scrollWidth: content, clientWidth: window } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return { scrollWidth, clientWidth }
  })
  return content > window ? [`${content} px of content in ${window} px`] : []
}

async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** As many presses of Tab as tell an order; longer pages repeat their rows. */
const MOST_STOPS = 40

/** Tab goes on through the page in the order of the document, shows where it is, and gets stuck nowhere. */
async function keyboardFaults(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  const faults: string[] = []
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab')
    const fault = await page.evaluate(stopFault, stop)
    if (fault === 'end') break
    if (fault !== null) faults.push(fault)
  }
  return faults
}

/** Runs in the page: what is wrong with where the focus is now; "end" when it left the page or began again. */
function stopFault(stop: number): string | null {
  const here = document.activeElement
  const marked = document.querySelector('[data-audit-stop]')
  if (here === null || here === document.body || here.matches('nextjs-portal')) return 'end'
  const name = `${here.tagName.toLowerCase()} "${(here.getAttribute('aria-label') ?? here.textContent).trim().slice(0, 40)}"`
  if (here === marked) return `the focus is stuck at ${name}`
  const isBack = marked !== null && (marked.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
  marked?.removeAttribute('data-audit-stop')
  here.setAttribute('data-audit-stop', String(stop))
  if (isBack) return here.closest('header, nav') === null ? `Tab goes back to ${name}` : 'end'
  const box = here.getBoundingClientRect()
  if (box.width === 0 && here.closest('[data-testid=graph]') === null) return `${name} has the focus and can't be seen`
  const around = [here, here.parentElement, here.parentElement?.parentElement].filter((one) => one instanceof Element)
  const isShown = around.some((one) => {
    const { outlineStyle, boxShadow } = getComputedStyle(one)
    return outlineStyle !== 'none' || boxShadow !== 'none'
  })
  return isShown || here.closest('.cm-editor') !== null ? null : `${name} does not show that it has the focus`
}
