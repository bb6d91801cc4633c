#!/usr/bin/env node
// `npm run TASK` for developers: brings the packages, then runs the task's program under Node 24.
import { join } from 'node:path'
import { ensureConsoleBuild } from './setup/console-build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { foreground } from './setup/exec.mjs'
import { node24, root } from './setup/paths.mjs'
import { fail } from './setup/say.mjs'
import { proxyEnvironment, withoutProxy } from './setup/proxy.mjs'
import { ensureChromium, ensureMeshTools } from './setup/tools.mjs'

Object.assign(process.env, proxyEnvironment())
const layers = ['lib/domain', 'mesh', '.']
const bin = (name) => join(root, 'node_modules/.bin', name)
const node = (path) => [node24, [join(root, path), ...rest]]
const [task, ...rest] = process.argv.slice(2)
const tasks = {
  build: () => [],
  types: () => layers.map((layer) => [bin('tsc'), ['--noEmit', '-p', join(root, layer)]]),
  unit: () => [[bin('vitest'), ['run', '--project', 'unit', ...rest]]],
  bench: () => [node('test/bench/main.ts')],
  'verify-deep': () => [node('test/deep/main.ts')],
  'docs-screenshots': () => [node('test/screenshots/main.ts')],
  'setup-jaeger': () => [node('mesh/observability/jaeger/setup.ts')],
}
if (!Object.hasOwn(tasks, task ?? '')) fail(`"${task ?? ''}" is not a task: use ${Object.keys(tasks).join(', ')}.`)
await ensureDependencies()
const needsProduct = ['bench', 'verify-deep', 'docs-screenshots'].includes(task)
const tools = needsProduct ? { ...(await ensureMeshTools()), ...(await ensureChromium()) } : {}
if (needsProduct || task === 'build') await ensureConsoleBuild()
for (const [command, args] of tasks[task]()) {
  const env = needsProduct ? { ...withoutProxy(), ...tools } : process.env
  const code = await foreground(command, args, { cwd: root, env })
  if (code !== 0) process.exit(code)
}
