import { expect, test, type Locator, type Page } from '@playwright/test'
import { kubectl } from '../test/support/kubectl.ts'
import { expectAccessible, keepPicture, meshState } from './support/console.ts'

// Drafting by keyboard, and what happens when the object changes under the draft. No caller uses this host, so no request moves.
test.describe.configure({ mode: 'serial' })

const state = meshState()
const object = (weights: readonly number[]) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: steered, namespace: bookinfo}
spec:
  hosts: [steered.example]
  http:
  - name: testers
    match: [{headers: {x-tester: {exact: "yes"}}}]
    route: [{destination: {host: reviews, subset: v2}}]
  - name: main
    route:
    - {destination: {host: reviews, subset: v1}, weight: ${weights[0]}}
    - {destination: {host: reviews, subset: v2}, weight: ${weights[1]}}
    - {destination: {host: reviews, subset: v9}, weight: 0}
`
let page: Page

async function apply(weights: readonly number[]): Promise<void> {
  const { code, errors } = await kubectl(state.kubeconfig, ['apply', '-f', '-'], object(weights))
  if (code !== 0) throw new Error(errors)
}
const remove = () => kubectl(state.kubeconfig, ['delete', 'vs', 'steered', '-n', 'bookinfo', '--ignore-not-found'])
async function spec(): Promise<string> {
  return (await kubectl(state.kubeconfig, ['get', 'vs', 'steered', '-n', 'bookinfo', '-o', 'jsonpath={.spec}'])).output
}
/** Weights of all rules, in their order. */
async function weights(): Promise<string> {
  const columns = 'jsonpath={.spec.http[*].route[*].weight}'
  return (await kubectl(state.kubeconfig, ['get', 'vs', 'steered', '-n', 'bookinfo', '-o', columns])).output
}
const slider = (version: string) => page.getByRole('slider', { name: `reviews ${version}` })

/** Goes on by Tab until the control has the focus, as people do without a mouse. */
async function tabTo(control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let count = 0; count < 150; count++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not reach it')
}

async function press(button: Locator): Promise<void> {
  await expect(button).toBeEnabled()
  await tabTo(button)
  await page.keyboard.press('Enter')
}

test.beforeAll(async ({ browser }) => {
  await remove()
  await apply([9, 1])
  page = await (await browser.newContext()).newPage()
  await page.goto(state.loginUrl)
  await page.goto(`${state.consoleUrl}/routing/bookinfo/steered?rule=main`)
})
test.afterAll(async () => {
  await remove()
  await page.context().close()
})

test('a draft is made by keyboard, keeps the total of 10, and survives a reload', async () => {
  await expect(slider('v2')).toHaveValue('1')
  await slider('v2').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('PageUp')
  await expect(slider('v2')).toHaveAttribute('aria-valuetext', /reviews v2, 30 percent/)
  await expect(slider('v1')).toHaveValue('7')
  page.once('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await expect(slider('v2')).toHaveValue('3')
  await expect(page.getByText('Unsent draft, kept on this device')).toBeVisible()
  await expectAccessible(page)
  await keepPicture(page, 'draft-9-1')
})

test('what is no weight gets one sentence; a subset that nobody defined blocks the draft with the reason', async () => {
  const box = page.getByRole('textbox', { name: 'Weight of reviews v2' })
  await box.fill('abc')
  await expect(page.getByRole('alert').filter({ hasText: '"abc" is no weight here' })).toBeVisible()
  await box.fill('-1')
  await expect(page.getByRole('alert').filter({ hasText: 'use a whole number from 0 to 10' })).toBeVisible()
  await box.blur()
  await slider('v9').focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('No DestinationRule of reviews.bookinfo').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /Dry run and review/ })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(slider('v2')).toHaveValue('1')
})

test('a change by somebody else keeps the draft and needs a choice', async () => {
  await slider('v2').focus()
  await page.keyboard.press('ArrowRight')
  await apply([8, 2])
  await expect(page.getByText('while you were drafting')).toBeVisible({ timeout: 20_000 })
  await expectAccessible(page)
  await keepPicture(page, 'conflict')
  await apply([7, 3])
  await expect(page.getByRole('button', { name: 'Choose 1 field first' })).toBeDisabled()
  await page.keyboard.press('m')
  await page.getByRole('button', { name: 'Use the result as draft' }).click()
  await expect(page.getByText('Diff against live')).toBeVisible()
  await expect(slider('v2')).toHaveValue('2')
})

test('the keyboard alone takes a shift from the slider to applied', async () => {
  await page.goto(`${state.consoleUrl}/routing/bookinfo/steered?rule=main`)
  await expect(slider('v2')).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect(slider('v2')).toHaveValue('3')
  await tabTo(slider('v2'))
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(slider('v2')).toHaveValue('5')
  await press(page.getByRole('button', { name: /Dry run and review/ }))
  await expect(page.getByText('Dry run on the API server')).toBeVisible()
  await press(page.getByRole('button', { name: /^Apply/ }))
  const dialog = page.getByRole('alertdialog')
  await tabTo(dialog.getByRole('textbox'))
  await page.keyboard.type('by keyboard')
  await press(dialog.getByRole('button', { name: 'Apply and verify' }))
  await expect.poll(weights, { timeout: 20_000 }).toBe('5 5 0')
})

test('the ledger takes it back, after its own check', async () => {
  await page.goto(`${state.consoleUrl}/changes`)
  await page.getByRole('row').filter({ hasText: 'by keyboard' }).first().getByRole('button').first().click()
  const entry = page.getByRole('complementary', { name: /^Change \d+/ })
  await entry.getByRole('button', { name: 'Check the revert' }).click()
  await expect(entry.getByText(/nothing newer is lost/)).toBeVisible()
  await keepPicture(page, 'revert')
  await entry.getByRole('button', { name: /^Revert:/ }).click()
  await expect.poll(weights, { timeout: 20_000 }).toBe('7 3 0')
  await expect(page).toHaveTitle(/Changes/)
  await expectAccessible(page)
})

test('a cohort gets a version beside the weights and leaves no trace when it goes', async () => {
  await page.goto(`${state.consoleUrl}/routing/bookinfo/steered?rule=main`)
  const before = await spec()
  const form = page.getByRole('region', { name: 'New cohort' })
  await form.getByRole('textbox', { name: 'Value of the cookie' }).fill('v2 now')
  await expect(form.getByText(/a cookie has one without spaces/)).toBeVisible()
  await form.getByRole('textbox', { name: 'Value of the cookie' }).fill('v2')
  await form.getByRole('button', { name: 'Review' }).click()
  await form.getByRole('button', { name: 'Put the cohort there' }).click()
  const cohort = page.getByRole('region', { name: 'Cohort cookie lane=v2' })
  await expect(cohort.getByText("curl -b 'lane=v2' URL")).toBeVisible({ timeout: 20_000 })
  await expectAccessible(page)
  await keepPicture(page, 'cohort')
  await cohort.getByRole('button', { name: 'Remove' }).click()
  await cohort.getByRole('button', { name: 'Remove the cohort' }).click()
  await expect(cohort).toBeHidden({ timeout: 20_000 })
  expect(await spec()).toBe(before)
})

test('an object that is deleted while it is edited stays readable and says so', async () => {
  await page.goto(`${state.consoleUrl}/routing/bookinfo/steered?rule=main`)
  await expect(slider('v2')).toHaveValue('3')
  await slider('v2').focus()
  await page.keyboard.press('ArrowRight')
  await remove()
  await expect(page.getByText('This VirtualService was deleted.')).toBeVisible({ timeout: 20_000 })
  await keepPicture(page, 'deleted')
})
