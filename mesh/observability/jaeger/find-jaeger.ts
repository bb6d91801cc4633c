import { accessSync, constants } from 'node:fs'
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

/**
 * Finds a Jaeger 2 program: JAEGER_BIN, PATH, the tool cache; undefined when there is none.
 * @throws Error when JAEGER_BIN names no program
 */
export function findJaeger(env: Environment): string | undefined {
  const named = env['JAEGER_BIN']
  if (named !== undefined && named !== '') {
    if (!isExecutable(named)) throw new Error(`JAEGER_BIN is "${named}": that is not an executable file`)
    return named
  }
  const onPath = (env['PATH'] ?? '').split(delimiter).map((dir) => join(dir, 'jaeger'))
  return [...onPath, cachedJaegerPath(env)].find(isExecutable)
}

/** Whether a file can be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
