import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { eventually, heddle, portEnvironment } from '../support/mesh-instance.ts'
import { root } from '../support/source-files.ts'
import { toolPath } from '../support/tools.ts'

// Root has rights that a normal user has not; where the tests run as a normal user, all of them show this.

const nobody = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0
const canRead = isRoot && spawnSync(process.execPath, ['-e', ''], { ...nobody, cwd: root }).status === 0
if (!canRead)
  process.stdout.write(
    `the mesh as another user: not run, ${isRoot ? 'this checkout is only for root' : 'these tests run as a normal user'}\n`,
  )

describe.runIf(canRead)('the mesh as a normal user', () => {
  const home = mkdtempSync(join(tmpdir(), 'heddle-user-'))
  chownSync(home, nobody.uid, nobody.gid)
  chmodSync(home, 0o700)
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  // The tool cache may be in root's own home.
  function copied(name: 'envoy' | 'prometheus'): string {
    const path = join(home, 'tools', name)
    mkdirSync(dirname(path), { recursive: true })
    copyFileSync(toolPath(name), path)
    chmodSync(path, 0o755)
    return path
  }

  test('starts, carries traffic and stops', async () => {
    const tools = { ENVOY_BIN: copied('envoy'), PROMETHEUS_BIN: copied('prometheus'), HEDDLE_TRACE_STORE: 'bundled' }
    const ports = await portEnvironment()
    const env = { PATH: process.env['PATH'] ?? '', HOME: home, HEDDLE_DIR: join(home, 'mesh'), ...tools, ...ports }
    await heddle(env, ['up', '--detach'], nobody)
    try {
      const state = JSON.parse(readFileSync(join(home, 'mesh/state.json'), 'utf8')) as { ingressUrl: string }
      const page = await eventually('the product page', 30_000, async () => {
        const answer = await fetch(`${state.ingressUrl}/productpage`)
        return answer.ok ? answer.text() : undefined
      })
      expect(page).toContain('<section id="reviews">')
    } finally {
      await heddle(env, ['down'], nobody)
    }
  })
})
