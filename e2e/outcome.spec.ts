import { expect, test, type Page } from '@playwright/test'
import { kubectl } from '../test/support/kubectl.ts'
import { expectAccessible, keepPicture, meshState } from './support/console.ts'
import { startPortal } from './support/portal.ts'

// The outcome of the product, step by step, as a person does it.
test.describe.configure({ mode: 'serial' })

let page: Page
const state = meshState()

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage()
})
test.afterAll(() => page.context().close())

test('the printed URL signs in and shows the overview', async () => {
  await page.goto(state.loginUrl)
  await expect(page).toHaveURL(/\/overview/)
  await expect(page.getByText('bookinfo').first()).toBeVisible()
  await keepPicture(page, 'overview')
  await expectAccessible(page)
})

test('the graph is live within half a minute', async () => {
  await page.goto(`${state.consoleUrl}/graph?namespaces=bookinfo,istio-system`)
  const graph = page.getByTestId('graph')
  await expect(graph).toHaveAttribute('data-state', 'stable', { timeout: 30_000 })
  expect(Number(await graph.getAttribute('data-edges'))).toBeGreaterThanOrEqual(6)
  await keepPicture(page, 'graph')
  await expectAccessible(page)
})

test('a click on an edge tells its rate, errors, percentiles and mTLS', async () => {
  await page
    .getByRole('button', { name: /productpage.*reviews/ })
    .first()
    .click()
  const panel = page.getByRole('complementary', { name: 'Edge details' })
  await expect(panel.getByText('Requests').first()).toBeVisible()
  for (const words of ['p50', 'p95', 'p99', 'mTLS']) await expect(panel.getByText(words).first()).toBeVisible()
  await expect(panel).toContainText('/s')
  await keepPicture(page, 'edge')
})

test('from the edge to its traces, to a span, to its logs', async () => {
  await page.getByRole('link', { name: 'Traces of this edge' }).click()
  await expect(page).toHaveURL(/\/traces\?/)
  await page
    .getByRole('link', { name: /^Trace [0-9a-f]+/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}/)
  await expect(page.getByRole('treegrid', { name: 'Spans' }).or(page.getByLabel('Spans')).first()).toBeVisible()
  await keepPicture(page, 'trace')
  await expectAccessible(page)
  await page.getByText('reviews', { exact: true }).last().click()
  await page.getByRole('complementary').getByRole('link', { name: /Logs/ }).click()
  await expect(page).toHaveURL(/\/logs\?/)
  await expect(page.getByText(/\/reviews\//).first()).toBeVisible()
  await keepPicture(page, 'logs')
  await expectAccessible(page)
})

test('a shift of reviews from 90/10 to 50/50: diff, dry run, apply, proof, undo', async () => {
  test.setTimeout(180_000)
  await page.goto(`${state.consoleUrl}/routing/bookinfo/reviews`)
  const second = page.getByRole('slider', { name: /v2/ })
  await expect(second).toHaveValue('10')
  await second.focus()
  for (let press = 0; press < 4; press++) await page.keyboard.press('PageUp')
  await expect(second).toHaveValue('50')
  await expect(page.getByRole('slider', { name: /v1/ })).toHaveValue('50')
  await keepPicture(page, 'draft')
  await expectAccessible(page)
  await page.getByRole('button', { name: /Dry run and review/ }).click()
  await expect(page.getByText('Dry run on the API server')).toBeVisible()
  await keepPicture(page, 'review')
  expect(await weights()).toEqual([90, 10])
  await page.getByRole('button', { name: /^Apply/ }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('textbox').fill('half to v2')
  await dialog.getByRole('button', { name: 'Apply and verify' }).click()
  await expect(page.getByText(/converged|as asked|inside/i).first()).toBeVisible({ timeout: 90_000 })
  expect(await weights()).toEqual([50, 50])
  await keepPicture(page, 'verified')
  await page.getByRole('button', { name: /Undo/ }).first().click()
  await expect.poll(weights, { timeout: 30_000 }).toEqual([90, 10])
  await keepPicture(page, 'undone')
})

test('the ledger tells who, why and what came of it', async () => {
  await page.goto(`${state.consoleUrl}/changes`)
  await expect(page.getByText('half to v2').first()).toBeVisible()
  await keepPicture(page, 'changes')
  await expectAccessible(page)
})

test("the same graph, read-only, in another site's page with third-party storage blocked", async ({ browser }) => {
  const portal = await startPortal(state, Number(process.env['HEDDLE_PORTAL_PORT']))
  const context = await browser.newContext()
  try {
    await context.addInitScript(blockStorage)
    const host = await context.newPage()
    await host.goto(portal.url)
    const frame = host.frameLocator('iframe')
    await expect(frame.getByTestId('graph')).toHaveAttribute('data-state', 'stable', { timeout: 30_000 })
    await expect(frame.getByText('Read only')).toBeVisible()
    expect(await context.cookies(state.consoleUrl)).toEqual([])
    await keepPicture(host, 'embedded')
  } finally {
    await context.close()
    await portal.close()
  }
})

/** What a browser does that blocks third-party storage: every access throws. */
function blockStorage(): void {
  const denied = () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  }
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
    Object.defineProperty(window, name, { get: denied })
}

async function weights(): Promise<number[]> {
  const { output } = await kubectl(state.kubeconfig, ['get', 'vs', 'reviews', '-n', 'bookinfo', '-o', 'json'])
  const { spec } = JSON.parse(output) as { spec: { http: { route: { weight: number }[] }[] } }
  return (
    spec.http
      .at(-1)
      ?.route.slice(0, 2)
      .map(({ weight }) => weight) ?? []
  )
}
