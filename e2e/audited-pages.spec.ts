import { expect, test, type Page } from '@playwright/test'
import { meshState } from './support/console.ts'
import { auditPage } from './support/page-audit.ts'

const state = meshState()

type Place = { readonly path: string; readonly title: RegExp; readonly open?: (page: Page) => Promise<void> }

/** Pages that are held to all of it; the others are held to a part of it in pages.spec.ts. */
const places: readonly Place[] = [
  { path: '/namespaces', title: /^Namespaces \|/ },
  { path: '/config/VirtualService/bookinfo/reviews', title: /^VirtualService bookinfo\/reviews \|/ },
  {
    path: '/config/DestinationRule/bookinfo/reviews',
    title: /^DestinationRule bookinfo\/reviews \|/,
    open: async (page) => {
      await page.getByRole('button', { name: 'Edit' }).click()
      await expect(page.getByRole('textbox', { name: 'YAML of DestinationRule reviews' })).toBeVisible()
    },
  },
  { path: '/config/VirtualService/bookinfo/nobody', title: /^VirtualService bookinfo\/nobody \|/ },
  { path: '/sign-in?returnTo=%2Fmesh', title: /^Sign in \|/ },
  { path: '/no/such/page', title: /^No such page \|/ },
]

/** A browser logs these for answers that the pages above ask for on purpose. */
const expected = /^Failed to load resource: .* status of (401|404)/

for (const theme of ['dark', 'light'] as const) {
  test(`a page can be read, reached by keyboard and held in a hand, ${theme}`, async ({ page, context }) => {
    test.setTimeout(240_000)
    await page.goto(state.loginUrl)
    await context.addCookies([{ name: 'heddle_theme', value: theme, url: state.consoleUrl }])
    const faults: string[] = []
    let where = ''
    page.on('console', (message) => {
      if (message.type() === 'error' && !expected.test(message.text())) faults.push(`${where}: ${message.text()}`)
    })
    page.on('pageerror', ({ message }) => faults.push(`${where}: ${message}`))
    for (const { path, title, open } of places) {
      where = path
      await page.goto(`${state.consoleUrl}${path}`)
      await open?.(page)
      faults.push(...(await auditPage(page, title)).map((fault) => `${path}: ${fault}`))
    }
    expect(faults).toEqual([])
  })
}
