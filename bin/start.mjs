#!/usr/bin/env node
// `npm start`: brings what is missing, then runs the bundled mesh and the console; with --external the console alone, with
// --capsule FILE a console over that file.
import { join } from 'node:path'
import { capsuleOf } from './setup/capsule-option.mjs'
import { ensureConsoleBuild } from './setup/console-build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { foreground } from './setup/exec.mjs'
import { node24, root } from './setup/paths.mjs'
import { proxyEnvironment, withoutProxy } from './setup/proxy.mjs'
import { checkCache, ensureMeshTools } from './setup/tools.mjs'

Object.assign(process.env, proxyEnvironment())
const args = process.argv.slice(2)
const capsule = capsuleOf(args)
const external = capsule !== undefined || args.includes('--external')
await ensureDependencies()
const tools = external ? {} : (checkCache(), await ensureMeshTools())
await ensureConsoleBuild()
const command = external
  ? [join(root, 'lib/server/main.ts')]
  : [join(root, 'mesh/cli/main.ts'), 'up', '--console', ...args]
const env =
  capsule !== undefined
    ? { ...process.env, HEDDLE_CAPSULE: capsule }
    : external
      ? process.env
      : { ...withoutProxy(), ...tools }
process.exitCode = await foreground(node24, command, { cwd: root, env })
