import { expect, test } from '@playwright/test'
import { GraphPage } from './pages/graph-page.ts'
import { expectAccessible, keepPicture, meshState } from './support/console.ts'

const state = meshState()
const scope = '?namespaces=bookinfo,istio-system'

test.use({ baseURL: state.consoleUrl })
test.beforeEach(async ({ page }) => {
  await page.goto(`${state.loginUrl}&returnTo=/sign-in`)
})

test('a refresh changes numbers and moves no card', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(`${scope}&metric=rps`)
  const before = await graph.places()
  await graph.refreshed()
  expect(await graph.places()).toEqual(before)
  const [data, stable] = [await graph.mark('heddle:graph-data'), await graph.mark('heddle:graph-stable')]
  expect(data).toBeLessThan(stable ?? 0)
})

test('the same places after coming back, and after tidy and undo', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  const before = await graph.places()
  await page.reload()
  await graph.stable()
  expect(await graph.places()).toEqual(before)
  await page.getByRole('button', { name: 'Tidy', exact: true }).click()
  await page.getByRole('button', { name: 'Undo tidy' }).click()
  expect(await graph.places()).toEqual(before)
})

test('by keyboard alone: along an edge, open, switch views, close', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  await graph.card(/^productpage/).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /^(details|reviews)/)
  await page.keyboard.press('Enter')
  await expect(graph.panel('Node')).toBeVisible()
  await page.keyboard.press('2')
  await expect(page.getByRole('table', { name: 'Edges' })).toBeVisible()
  await expect(graph.region).toHaveAttribute('data-state', 'stable')
  await page.keyboard.press('Escape')
  await expect(graph.panel('Node')).toBeHidden()
})

test('finding dims the rest, says what is wrong, and is in the link', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  await page.keyboard.press('/')
  await page.keyboard.type('name ~ ratings')
  await expect(page).toHaveURL(/find=name/)
  await expect(graph.card(/^details/)).toHaveAttribute('data-dim', 'true')
  await expect(graph.card(/^ratings,/)).toHaveAttribute('data-dim', 'false')
  await page.keyboard.type(' and')
  await expect(page.getByText('Something to find is missing at the end.')).toBeVisible()
})

test('hiding takes away in every view, and what is hidden is counted', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(`${scope}&hide=name%20~%20ratings`)
  await expect(graph.card(/^details/)).toBeVisible()
  await expect(graph.card(/^ratings,/)).toHaveCount(0)
  const { edges } = await graph.counts()
  await page.keyboard.press('2')
  await expect(page.getByRole('table', { name: 'Edges' })).toBeVisible()
  expect((await graph.counts()).edges).toBe(edges)
  await page.getByRole('button', { name: 'Clear hide' }).click()
  await expect(page).not.toHaveURL(/hide=/)
})

test('a past range is named, kept in the link, and left by one click', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  await page.getByRole('button', { name: /^Time range/ }).click()
  await page.getByRole('textbox', { name: 'From' }).fill('now-3m')
  await page.getByRole('textbox', { name: 'To' }).fill('now-1m')
  await page.getByRole('button', { name: 'Use this range' }).click()
  await expect(page).toHaveURL(/window=2m&at=/)
  await expect(page.getByRole('button', { name: /^Time range: .*in the past$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Back to live' }).click()
  await expect(page).not.toHaveURL(/at=/)
})

test('an edge explains itself, and a missing one has a checklist', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(`${scope}&view=table`)
  await page
    .getByRole('table', { name: 'Edges' })
    .getByRole('button', { name: /^productpage.* to details/ })
    .click()
  await page.getByRole('tab', { name: 'Explain' }).click()
  await expect(page.getByRole('heading', { name: 'Checklist' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Who reports' })).toBeVisible()
  await expectAccessible(page)
  const missing = page.url().replace(/edge=[^&]*/, (edge) => edge.replace(/http$/, 'tcp'))
  await page.goto(missing)
  await expect(page.getByText('Not in this picture.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What was looked at' })).toBeVisible()
})

test('two moments are compared on the same places, with a list of what changed', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('menuitem', { name: 'With itself 5 minutes earlier' }).click()
  await expect(page).toHaveURL(/compare=5m/)
  await graph.stable()
  await expect(page.getByRole('complementary', { name: 'What changed' })).toBeVisible()
  await expectAccessible(page)
})

test('a replay steps through the past by keyboard and goes back to live', async ({ page }) => {
  const graph = new GraphPage(page)
  await graph.open(scope)
  await page.keyboard.press('p')
  await page.getByRole('button', { name: 'One step back' }).press('Enter')
  await expect(page).toHaveURL(/at=/)
  await page.getByRole('region', { name: 'Replay' }).getByRole('button', { name: 'Back to live' }).click()
  await expect(page).not.toHaveURL(/at=|replay=/)
})

for (const theme of ['dark', 'light'] as const) {
  test(`table, matrix and tree show every edge and can be read: ${theme}`, async ({ page, context }) => {
    await context.addCookies([{ name: 'heddle_theme', value: theme, url: state.consoleUrl }])
    const graph = new GraphPage(page)
    await graph.open(scope)
    const { edges } = await graph.counts()
    await keepPicture(page, `graph-${theme}`)
    for (const view of ['table', 'matrix', 'tree']) {
      await graph.open(`${scope}&view=${view}`)
      expect((await graph.counts()).edges).toBe(edges)
      await keepPicture(page, `${view}-${theme}`)
      await expectAccessible(page)
    }
  })
}

test('every page of the console can be opened and read', async ({ page }) => {
  for (const path of [
    '/overview',
    '/namespaces',
    '/workloads',
    '/services',
    '/applications',
    '/config',
    '/mesh',
    '/workloads/bookinfo/productpage-v1',
    '/services/bookinfo/reviews',
    '/applications/bookinfo/reviews',
  ]) {
    await page.goto(path)
    await expect(page.locator('main h1').first()).toBeAttached()
    await expect(page.locator('main output[aria-label^=Loading]')).toHaveCount(0, { timeout: 20_000 })
    await expectAccessible(page)
  }
})
