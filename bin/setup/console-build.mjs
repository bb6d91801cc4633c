import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dropPolyfill } from './drop-polyfill.mjs'
import { exec } from './exec.mjs'
import { node24, root } from './paths.mjs'
import { fail, step } from './say.mjs'

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'next.config.js',
  'postcss.config.js',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
]
const stamp = join(root, '.next/heddle-build')

/** Builds the console when its sources are not those of the last build. */
export async function ensureConsoleBuild() {
  const wanted = hashOf(sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const next = join(root, 'node_modules/next/dist/bin/next')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const { code, output } = await step('building the console', () => exec(node24, [next, 'build'], { cwd: root, env }))
  if (code !== 0) fail(`the console did not build:\n${output.trim().split('\n').slice(-30).join('\n')}`)
  dropPolyfill(join(root, '.next'))
  writeFileSync(stamp, wanted)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const full = join(root, path)
    if (!existsSync(full)) return
    const entries = path.includes('.') ? undefined : readdirSync(full, { withFileTypes: true })
    if (entries === undefined) hash.update(path).update(readFileSync(full))
    else for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) visitEntry(path, entry)
  }
  const visitEntry = (folder, entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory())
      for (const child of readdirSync(join(root, path), { withFileTypes: true })) visitEntry(path, child)
    else if (!/\.test\.tsx?$|\.md$/.test(entry.name)) hash.update(path).update(readFileSync(join(root, path)))
  }
  for (const path of paths) visit(path)
  return hash.digest('hex')
}
