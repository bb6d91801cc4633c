import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, keepPicture, meshState } from './support/console.ts'
import { startPortal } from './support/portal.ts'

const state = meshState()
const places = [
  '/overview',
  '/graph?namespaces=bookinfo',
  '/namespaces',
  '/namespaces/bookinfo',
  '/workloads',
  '/workloads/bookinfo/reviews-v1',
  '/workloads/bookinfo/reviews-v1?tab=inbound',
  '/services',
  '/services/bookinfo/reviews',
  '/applications',
  '/applications/bookinfo/reviews',
  '/routing',
  '/routing/bookinfo/reviews',
  '/traces',
  '/logs?namespaces=bookinfo&workload=reviews-v1',
  '/config',
  '/changes',
  '/mesh',
]

test.beforeEach(async ({ page }) => {
  await page.goto(state.loginUrl)
  await expect(page).toHaveURL(/\/overview/)
})

test('lists narrow by words, order by a column, choose columns and open by keyboard alone', async ({ page }) => {
  await page.goto(`${state.consoleUrl}/workloads`)
  const table = page.getByRole('table', { name: 'workloads' })
  await expect(table.getByRole('link', { name: 'ratings-v1' })).toBeVisible()
  await expect(
    page.getByRole('navigation', { name: 'Kinds' }).getByRole('link', { name: /Workloads \d/ }),
  ).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('reviews app=reviews')
  await expect(table.getByRole('link')).toHaveText(['reviews-v1', 'reviews-v2', 'reviews-v3'], { timeout: 10_000 })
  await expect(page).toHaveURL(/q=reviews/)
  await table.getByRole('button', { name: 'Workload', exact: true }).click()
  await table.getByRole('button', { name: 'Workload', exact: true }).click()
  await expect(page).toHaveURL(/sort=-name/)
  await expect(table.getByRole('link').first()).toHaveText('reviews-v3')
  await page.getByRole('button', { name: /^Columns/ }).click()
  await page.getByRole('checkbox', { name: 'Service account' }).press('Space')
  await page.keyboard.press('Escape')
  await expect(table.getByRole('columnheader', { name: 'Service account' })).toBeVisible()
  await table.getByRole('link').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(table.getByRole('link', { name: 'reviews-v2' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/workloads\/bookinfo\/reviews-v2/)
})

test('a list is saved as a file with what is shown', async ({ page }) => {
  await page.goto(`${state.consoleUrl}/services?q=reviews`)
  await expect(page.getByRole('table', { name: 'services' }).getByRole('link')).toHaveCount(1)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  expect((await download).suggestedFilename()).toBe('services.csv')
})

test('an expression narrows a list, a mistake is marked, and the selected are opened, compared and kept', async ({
  page,
}) => {
  await page.goto(`${state.consoleUrl}/workloads?namespaces=bookinfo`)
  const table = page.getByRole('table', { name: 'workloads' })
  await expect(table.getByRole('link', { name: 'ratings-v1' })).toBeVisible()
  const box = page.getByRole('textbox', { name: 'Find workloads' })
  await box.fill('rps > ')
  await expect(page.getByText('A value is missing after >.')).toBeVisible()
  await expect(table.getByRole('link', { name: 'ratings-v1' })).toBeVisible()
  await box.fill('name ~ reviews and not version = v3')
  await expect(table.getByRole('link')).toHaveCount(2)
  await table.getByRole('link', { name: 'reviews-v1' }).focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('region', { name: 'Selection' })
  await expect(bar).toContainText('2 workloads selected')
  await bar.getByRole('button', { name: 'Compare' }).click()
  const comparison = page.getByRole('dialog', { name: '2 workloads compared' })
  await expect(comparison.getByRole('row', { name: /^Version v1 v2/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(comparison).toBeHidden()
  await expect(bar.getByRole('link', { name: 'Logs' })).toHaveAttribute('href', /workload=reviews-v1,reviews-v2/)
  const download = page.waitForEvent('download')
  await bar.getByRole('button', { name: 'Export these' }).click()
  await page.getByRole('menuitem', { name: /^JSON/ }).click()
  expect((await download).suggestedFilename()).toBe('workloads.json')
  await bar.getByRole('link', { name: 'Graph of these' }).click()
  await expect(page).toHaveURL(/\/graph\?.*find=workload/)
  await expect(page.getByText(/^[1-9]\d* found$/)).toBeVisible({ timeout: 30_000 })
})

test('what the cluster refuses is named with the right that is missing, ready to be granted', async ({ page }) => {
  const sentence =
    'virtualservices.networking.istio.io "reviews" is forbidden: User "system:serviceaccount:heddle:console" cannot get resource "virtualservices" in API group "networking.istio.io" in the namespace "bookinfo"'
  await page.route('**/api/config/VirtualService/bookinfo/reviews', (route) =>
    route.fulfill({ status: 403, json: { error: { code: 'FORBIDDEN', message: sentence } } }),
  )
  await page.goto(`${state.consoleUrl}/config/VirtualService/bookinfo/reviews`)
  const main = page.getByRole('main')
  await expect(main).toContainText('has no right to get, list, watch virtualservices of networking.istio.io')
  await expect(main.getByRole('region', { name: 'Role and binding to ask for' })).toContainText('kind: RoleBinding')
  await expectAccessible(page)
})

test('a session that ends freezes the page, says what is safe, and leads back to it', async ({ page }) => {
  await page.goto(`${state.consoleUrl}/workloads?namespaces=bookinfo`)
  await expect(page.getByRole('link', { name: 'ratings-v1' })).toBeVisible()
  await page.context().clearCookies()
  const dialog = page.getByRole('alertdialog', { name: /^Your session ended/ })
  await expect(dialog).toBeVisible({ timeout: 30_000 })
  await expect(dialog.getByRole('link', { name: 'Sign in again' })).toBeFocused()
  await expectAccessible(page)
  await dialog.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByRole('textbox', { name: 'API token' }).fill(state.token)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/workloads\?namespaces=bookinfo/)
})

test('two thousand rows are drawn as they are scrolled to', async ({ page }) => {
  await page.route('**/api/workloads?**', async (route) => {
    const answer = await route.fetch()
    const body: { items: { name: string }[] } = await answer.json()
    const [first] = body.items
    const items = Array.from({ length: 2_000 }, (_, index) => ({ ...first, name: `copy-${index}` }))
    await route.fulfill({ response: answer, json: { ...body, items } })
  })
  const started = Date.now()
  await page.goto(`${state.consoleUrl}/workloads`)
  const table = page.getByRole('table', { name: 'workloads' })
  await expect(table.getByRole('link').first()).toBeVisible()
  test.info().annotations.push({ type: 'first rows of 2,000 after ms', description: String(Date.now() - started) })
  expect(await table.getByRole('link').count()).toBeLessThan(100)
  await page.getByRole('textbox', { name: 'Find workloads' }).fill('copy-1999')
  await expect(table.getByRole('link')).toHaveText(['copy-1999'])
})

test('why something is healthy is told with the limits', async ({ page }) => {
  await page.goto(`${state.consoleUrl}/services`)
  await page.getByRole('button', { name: /^reviews is .*: why$/ }).click()
  await expect(page.getByRole('dialog', { name: 'Health of reviews' })).toContainText('answered 5xx')
})

test("a workload's metrics by response code, beside those of an hour ago", async ({ page }) => {
  await page.goto(`${state.consoleUrl}/workloads/bookinfo/reviews-v1`)
  await expect(page.getByRole('figure', { name: /^Requests/ })).toBeVisible({ timeout: 20_000 })
  await page.getByRole('tab', { name: 'Inbound metrics' }).click()
  await expect(page).toHaveURL(/tab=inbound/)
  await page.getByRole('button', { name: /^Group by/ }).click()
  await page.getByRole('checkbox', { name: 'Response code' }).press('Space')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('figure', { name: /^Duration: .*p95, 200/ })).toBeVisible({ timeout: 20_000 })
  await keepPicture(page, 'metrics')
})

test('the palette goes to things, lists commands and opens a trace id', async ({ page }) => {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await palette.getByRole('searchbox').fill('ratings-v1')
  await expect(palette.getByRole('option', { name: /^ratings-v1 workload/ })).toBeVisible()
  await keepPicture(page, 'palette')
  await expectAccessible(page)
  await palette.getByRole('option', { name: /^ratings-v1 workload/ }).click()
  await expect(page).toHaveURL(/\/(workloads|services|applications)\/bookinfo\/ratings/)
  await page.keyboard.press('Control+k')
  await palette.getByRole('searchbox').fill('>theme')
  await expect(palette.getByRole('option', { name: /Dark or light theme/ })).toBeVisible()
  await palette.getByRole('searchbox').fill('387a5a81243b03af8c3071c2aad43476')
  await expect(palette.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/traces\/387a5a81243b03af8c3071c2aad43476/)
})

test('the help lists what can be pressed, and single keys can be switched off', async ({ page }) => {
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help).toContainText('Command palette')
  await expectAccessible(page)
  await help.getByRole('switch', { name: 'Single-key shortcuts' }).press('Space')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(help).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
})

test('pages of lists and details have no serious fault of accessibility', async ({ page }) => {
  for (const place of places.slice(0, 11)) {
    await page.goto(`${state.consoleUrl}${place}`)
    await settled(page)
    await expectAccessible(page)
  }
})

test.describe('on a screen of a hand', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('no page is wider than the screen, and the tabs at the bottom lead on', async ({ page }) => {
    test.setTimeout(240_000)
    const wide: string[] = []
    for (const place of places) {
      await page.goto(`${state.consoleUrl}${place}`)
      await settled(page)
      const [content, window] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ])
      if ((content ?? 0) > (window ?? 0)) wide.push(`${place}: ${content} > ${window}`)
    }
    expect(wide).toEqual([])
    const tabs = page.getByRole('navigation', { name: 'Places' })
    await tabs.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Workloads' }).click()
    await expect(page).toHaveURL(/\/workloads/)
    await expect(page.getByRole('list', { name: 'workloads' }).getByRole('link', { name: 'ratings-v1' })).toBeVisible()
    await keepPicture(page, 'narrow-workloads')
    await expectAccessible(page)
  })
})

test('a frame whose token is refused says so, to its reader and its host', async ({ browser }) => {
  const portal = await startPortal(state, Number(process.env['HEDDLE_PORTAL_PORT']), 'e30.e30.e30')
  const context = await browser.newContext()
  try {
    const host = await context.newPage()
    await host.goto(portal.url)
    await expect(host.frameLocator('iframe').getByText(/does not accept the token/)).toBeVisible({ timeout: 20_000 })
    await expect(host.getByRole('status')).toHaveText('error')
  } finally {
    await context.close()
    await portal.close()
  }
})

/** A page's own heading is there and nothing says any more that it loads. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached({ timeout: 20_000 })
  await expect(page.getByLabel(/^Loading/)).toHaveCount(0, { timeout: 20_000 })
}
