import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Node 24 from the npm package `node`, so that a machine with Node 20 works. */
export const node24 = join(root, 'node_modules/.bin/node')

/** Folder of the tools shared by all clones. */
export function toolCache(env = process.env) {
  return env.HEDDLE_TOOLS ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'heddle/tools')
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** First program of one of these names on PATH, or undefined. */
export function onPath(names, env = process.env) {
  for (const name of names)
    for (const dir of (env.PATH ?? '').split(delimiter)) {
      const path = join(dir, name)
      if (dir !== '' && !dir.includes('node_modules') && isExecutable(path)) return path
    }
  return undefined
}
