import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { graphOf } from '../bench/console-api.ts'
import { eventually, startMesh, type MeshState } from '../support/mesh-instance.ts'
import { root } from '../support/source-files.ts'
import { toolPath } from '../support/tools.ts'

/** The pictures of the README, from the running product: `npm run docs:screenshots`. */
const themes = ['dark', 'light'] as const
const pictures: { name: string; open: (page: Page, url: string) => Promise<void> }[] = [
  {
    name: 'graph',
    async open(page, url) {
      await page.goto(`${url}/graph?namespaces=bookinfo,istio-system`)
      await page.waitForSelector('[data-testid=graph][data-state=stable]')
      await page
        .getByRole('button', { name: /productpage.*reviews/ })
        .first()
        .click()
      await page.getByRole('complementary', { name: 'Edge details' }).waitFor()
    },
  },
  {
    name: 'routing',
    async open(page, url) {
      await page.goto(`${url}/routing/bookinfo/reviews`)
      await page.getByRole('slider').first().focus()
      for (let press = 0; press < 4; press++) await page.keyboard.press('PageDown')
    },
  },
  {
    name: 'trace',
    async open(page, url) {
      await page.goto(`${url}/traces?namespaces=bookinfo`)
      await page
        .getByRole('link', { name: /^Trace [0-9a-f]+/ })
        .first()
        .click()
      await page.waitForURL(/\/traces\/[0-9a-f]+/)
    },
  },
  { name: 'logs', open: async (page, url) => void (await page.goto(`${url}/logs?namespaces=bookinfo`)) },
  { name: 'overview', open: async (page, url) => void (await page.goto(`${url}/overview`)) },
]

const dir = mkdtempSync(join(tmpdir(), 'heddle-pictures-'))
const mesh = await startMesh(dir)
const browser = await chromium.launch({ executablePath: toolPath('chromium'), args: ['--no-sandbox'] })
try {
  await eventually('every edge', 90_000, async () => ((await graphOf(mesh.state)).edges.length >= 6 ? true : undefined))
  for (const theme of themes) await takeAll(theme, mesh.state)
} finally {
  await browser.close()
  await mesh.stop()
  rmSync(dir, { recursive: true, force: true })
}

async function takeAll(theme: string, { consoleUrl, loginUrl }: MeshState): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies([{ name: 'heddle_theme', value: theme, url: consoleUrl }])
  const page = await context.newPage()
  await page.goto(loginUrl)
  mkdirSync(join(root, 'docs/pictures'), { recursive: true })
  for (const { name, open } of pictures) {
    await open(page, consoleUrl)
    await page.waitForLoadState('load')
    await page.waitForTimeout(2_500) // charts and counts settle; a picture has no other sign of it
    await page.screenshot({ path: join(root, `docs/pictures/${name}.${theme}.png`) })
  }
  await context.close()
}
