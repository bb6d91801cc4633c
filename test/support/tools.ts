import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const variables = {
  envoy: 'ENVOY_BIN',
  prometheus: 'PROMETHEUS_BIN',
  promtool: 'PROMTOOL_BIN',
  kubectl: 'KUBECTL',
  chromium: 'CHROMIUM_BIN',
} as const
const cached: Partial<Record<ToolName, string>> = {
  envoy: 'envoy-1.40.0/envoy',
  prometheus: 'prometheus-2.42.0/prometheus',
  promtool: 'prometheus-2.42.0/promtool',
}

export type ToolName = keyof typeof variables

/** Absolute path of a real program: its variable, then PATH, then the tool cache; throws one sentence when there is none. */
export function toolPath(name: ToolName): string {
  const cache =
    process.env['HEDDLE_TOOLS'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'heddle/tools')
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((dir) => join(dir, name))
  const inCache = cached[name]
  const candidates = [process.env[variables[name]], ...onPath, inCache === undefined ? undefined : join(cache, inCache)]
  const found = candidates.find((path) => path !== undefined && isExecutable(path))
  if (found === undefined) throw new Error(`${name} was not found: set ${variables[name]} or run npm start once`)
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
