import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exec } from './exec.mjs'
import { node24, root } from './paths.mjs'
import { fail, step } from './say.mjs'

const stamp = join(root, 'node_modules/.heddle-lock')

/** Installs the npm packages of package-lock.json when they are missing or of another lock file. */
export async function ensureDependencies() {
  const [major] = process.versions.node.split('.')
  if (Number(major) < 20) fail(`Node ${process.versions.node} is too old: Heddle needs Node 20 or newer.`)
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(node24)) return
  const { code, output } = await step('installing npm packages', () =>
    exec('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root }),
  )
  if (code !== 0)
    fail(
      `npm ci failed. Its last words: ${lastLines(output)}\nCheck the network, HTTP_PROXY and npm's registry setting, then start again.`,
    )
  if (!existsSync(node24))
    fail('the npm package "node" has no program for this system: install Node 24 and put it on PATH.')
  writeFileSync(stamp, wanted)
}

function lastLines(output) {
  return output.trim().split('\n').slice(-5).join('\n')
}
