import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const cached = 'envoy-1.40.0/envoy'

/**
 * Path of the Envoy to run: ENVOY_BIN, then PATH, then the tool cache.
 * @throws Error when there is none
 */
export function findEnvoy(configured: string | undefined, env: Record<string, string | undefined>): string {
  const cache = env['HEDDLE_TOOLS'] ?? join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'heddle/tools')
  const onPath = (env['PATH'] ?? '').split(delimiter).map((dir) => join(dir, 'envoy'))
  const candidates = configured === undefined ? [...onPath, join(cache, cached)] : [configured]
  const found = candidates.find(isExecutable)
  if (found === undefined)
    throw new Error(
      configured === undefined
        ? 'Envoy was not found on PATH or in the tool cache: set ENVOY_BIN or run npm start once'
        : `ENVOY_BIN is "${configured}": there is no executable file`,
    )
  return found
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
