import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { GraphPage } from './pages/graph-page.ts'
import { expectAccessible, keepPicture, meshState } from './support/console.ts'

const state = meshState()
const scope = '?namespaces=bookinfo,istio-system'

test.use({ baseURL: state.consoleUrl, permissions: ['clipboard-read', 'clipboard-write'] })
test.beforeEach(async ({ page }) => {
  await page.goto(`${state.loginUrl}&returnTo=/sign-in`)
})

async function dragDown(page: Page, graph: GraphPage, name: RegExp): Promise<void> {
  const box = await graph.card(name).boundingBox()
  if (box === null) throw new Error(`no card ${String(name)}`)
  await page.mouse.move(box.x + 30, box.y + 15)
  await page.mouse.down()
  await page.mouse.move(box.x + 40, box.y + 135, { steps: 4 })
  await page.mouse.up()
}

test('a dragged card stays where it was put, after a reload and in the link for others (L10, L11)', async ({
  page,
  browser,
}) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  const before = await graph.places()
  await dragDown(page, graph, /^ratings,/)
  await expect.poll(() => graph.places()).not.toEqual(before)
  await expect(graph.panel('Node')).toBeHidden()
  await page.getByRole('button', { name: 'Fit to view' }).click()
  const moved = await graph.places()
  await page.reload()
  await graph.stable()
  expect(await graph.places()).toEqual(moved)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Copy link with arrangement' }).click()
  await expect(page.getByText('Link with this arrangement copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const other = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await other.goto(`${state.loginUrl}&returnTo=/sign-in`)
  await other.goto(link)
  const shared = new GraphPage(other)
  await shared.stable()
  expect(await shared.places()).toEqual(moved)
  expect(other.url()).not.toContain('places=')
  await other.context().close()
})

test('Alt and an arrow move a card by keyboard alone (L10)', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  const card = graph.card(/^details,/)
  const before = await card.boundingBox()
  await card.focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(async () => (await card.boundingBox())?.y).toBeGreaterThan(before?.y ?? 0)
  await expect(card).toBeFocused()
})

test('the picture is written as SVG, PNG and JSON (E1, E2)', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  const saved = async (format: string) => {
    await page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: `Save as ${format}` }).click(),
    ])
    return readFileSync(await download.path())
  }
  const svg = (await saved('SVG')).toString()
  expect(svg).toContain('productpage')
  expect(svg).toContain('font/woff2')
  expect(svg).not.toContain('var(')
  const png = await saved('PNG')
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.length).toBeGreaterThan(20_000)
  const json: unknown = JSON.parse((await saved('JSON')).toString())
  expect(json).toMatchObject({ namespaces: ['bookinfo', 'istio-system'] })
})

test('traffic moves only when asked for, and stands still with reduced motion (A1)', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  await expect(page.getByTestId('traffic')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show moving traffic' }).click()
  const canvas = page.getByTestId('traffic')
  const picture = () => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL())
  const first = await picture()
  await expect.poll(picture).not.toBe(first)
  await page.getByRole('button', { name: 'Stop moving traffic' }).click()
  await expect(canvas).toHaveCount(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('button', { name: 'Show moving traffic' }).click()
  const still = await picture()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect(await picture()).toBe(still)
})

test('on a wall there is nothing but the picture, and Escape leaves', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(`${scope}&wall=1`)
  await expect(page.getByTestId('wall')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Tidy', exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Zoom in' })).toHaveCount(0)
  await keepPicture(page, 'wall')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('wall')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Zoom in' })).toBeVisible()
})
