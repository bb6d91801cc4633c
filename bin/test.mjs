#!/usr/bin/env node
// `npm test`: everything that proves a checkout, each check once; the last line is "N passed, N failed".
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureConsoleBuild } from './setup/console-build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { foreground } from './setup/exec.mjs'
import { node24, onPath, root } from './setup/paths.mjs'
import { say } from './setup/say.mjs'
import { proxyEnvironment, withoutProxy } from './setup/proxy.mjs'
import { checkCache, ensureChromium, ensureMeshTools } from './setup/tools.mjs'

Object.assign(process.env, proxyEnvironment())
await ensureDependencies()
checkCache()
const kubectl = process.env.KUBECTL ?? onPath(['kubectl'])
const tools = {
  ...(await ensureMeshTools()),
  ...(await ensureChromium()),
  ...(kubectl === undefined ? {} : { KUBECTL: kubectl }),
}
const env = { ...withoutProxy(), ...tools }
const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const bin = (name) => join(root, 'node_modules/.bin', name)
let passed = 0
let failed = 0

const timed = async (name, run) => {
  const started = Date.now()
  const before = failed
  await run()
  say(`${failed === before ? 'ok  ' : 'FAIL'} ${name} (${Math.round((Date.now() - started) / 1000)} s)`)
}
const check = (name, command, args) =>
  timed(name, async () => {
    const code = await foreground(command, args, { cwd: root, env })
    if (code === 0) passed += 1
    else failed += 1
  })
// Vitest and Playwright run under Node 24, since the mesh needs its type stripping.
const suite = (name, [command, args], count) =>
  timed(name, async () => {
    const report = join(results, `${name}.json`)
    const code = await foreground(node24, [command, ...args], { cwd: root, env: { ...env, HEDDLE_REPORT: report } })
    const counted = read(report, count)
    passed += counted.passed
    failed += counted.failed + (code !== 0 && counted.failed === 0 ? 1 : 0)
  })
const read = (path, count) => {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { passed: 0, failed: 1 }
  }
}
const ofVitest = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests === 0 ? 1 : 0),
})
const ofPlaywright = ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky })
const vitest = (project) => [
  join(root, 'node_modules/vitest/vitest.mjs'),
  [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(results, `${project}.json`)}`,
  ],
]

await check('format', bin('prettier'), ['--check', '--log-level', 'warn', '.'])
await check('lint', bin('oxlint'), ['--type-aware', '--deny-warnings'])
for (const layer of ['lib/domain', 'mesh', '.'])
  await check(`types of ${layer}`, bin('tsc'), ['--noEmit', '-p', join(root, layer)])
await suite('unit', vitest('unit'), ofVitest)
await ensureConsoleBuild()
await suite('integration', vitest('integration'), ofVitest)
await suite('e2e', [join(root, 'node_modules/@playwright/test/cli.js'), ['test']], ofPlaywright)
if (kubectl === undefined) say('not run: the kubectl tests, since no kubectl was found (set KUBECTL)')
say(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
