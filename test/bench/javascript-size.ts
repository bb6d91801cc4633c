import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, startMesh, type MeshState } from '../support/mesh-instance.ts'
import { toolPath } from '../support/tools.ts'
import { graphOf } from './console-api.ts'
import type { Benchmark } from './figure.ts'

/** JavaScript of the graph page: what its HTML references, and all that arrives until the graph is drawn and still. */
export const javascriptSize: Benchmark = {
  name: 'javascript',
  async run() {
    const dir = mkdtempSync(join(tmpdir(), 'heddle-size-'))
    const mesh = await startMesh(dir)
    try {
      // Before the first scrapes there is no graph to draw.
      await eventually('a graph with traffic', 60_000, async () => {
        const { edges } = await graphOf(mesh.state)
        return edges.some(({ rps }) => (rps ?? 0) > 0) ? true : undefined
      })
      const { referenced, loaded } = await measure(mesh.state)
      return [
        {
          name: 'JavaScript referenced by the HTML of /graph, gzip',
          value: referenced / 1000,
          unit: 'kB',
          limit: { atMost: 300 },
        },
        { name: 'JavaScript until the graph is drawn, gzip', value: loaded / 1000, unit: 'kB', limit: { atMost: 500 } },
      ]
    } finally {
      await mesh.stop()
      rmSync(dir, { recursive: true, force: true })
    }
  },
}

async function measure({ consoleUrl, loginUrl }: MeshState): Promise<{ referenced: number; loaded: number }> {
  const browser = await chromium.launch({ executablePath: toolPath('chromium'), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    await page.goto(loginUrl)
    const sizes = new Map<string, Promise<number>>()
    page.on('response', (response) => {
      if (/javascript/.test(response.headers()['content-type'] ?? ''))
        sizes.set(
          response.url(),
          response.body().then((body) => gzipSync(body).length),
        )
    })
    const document = await page.goto(`${consoleUrl}/graph?namespaces=bookinfo`)
    await page.waitForSelector('[data-testid=graph][data-state=stable]', { timeout: 90_000 })
    const html = (await document?.text()) ?? ''
    const inHtml = [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(
      ([, src]) => new URL(src ?? '', consoleUrl).href,
    )
    // A script for old browsers is named but not fetched by this one: it counts all the same.
    const sizeOf = (url: string) =>
      sizes.get(url) ?? page.request.get(url).then(async (answer) => gzipSync(await answer.body()).length)
    const total = async (urls: string[]) => (await Promise.all(urls.map(sizeOf))).reduce((sum, size) => sum + size, 0)
    return { referenced: await total([...new Set(inHtml)]), loaded: await total([...sizes.keys()]) }
  } finally {
    await browser.close()
  }
}
