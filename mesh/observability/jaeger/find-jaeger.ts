import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The module version that go.mod pins; the same release as Jaeger 2.0.0. */
export const jaegerVersion = '1.62.0'

type Environment = Readonly<Record<string, string | undefined>>

/** Where `npm run setup:jaeger` puts the program. */
export function cachedJaegerPath(env: Environment): string {
  const cache = env['HEDDLE_TOOLS'] ?? join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'heddle/tools')
  return join(cache, `jaeger-${jaegerVersion}`, 'jaeger')
}

/** A Jaeger 2 program and how it was found. */
export interface FoundJaeger {
  readonly command: string
  readonly by: 'JAEGER_BIN' | 'PATH' | 'tool cache'
}

/**
 * Finds a Jaeger 2 program: JAEGER_BIN, PATH, the tool cache; undefined when there is none.
 * @throws Error when JAEGER_BIN names no program
 */
export function findJaeger(env: Environment): FoundJaeger | undefined {
  const named = env['JAEGER_BIN']
  if (named !== undefined && named !== '') {
    if (!isExecutable(named)) throw new Error(`JAEGER_BIN is "${named}": that is not an executable file`)
    return { command: named, by: 'JAEGER_BIN' }
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = folders.map((folder) => join(folder, 'jaeger')).find(isExecutable)
  if (onPath !== undefined) return { command: onPath, by: 'PATH' }
  const cached = cachedJaegerPath(env)
  return isExecutable(cached) ? { command: cached, by: 'tool cache' } : undefined
}

/** Whether a file can be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
