import { valueAt, type Step } from './three-way.ts'

/**
 * What the destinations of a list of routes are called, in their order: the subset, else the host without its domain. Where two
 * would have one name, host and subset. Empty for anything that is no list of destinations.
 */
export function weightNames(object: unknown, path: readonly Step[]): string[] {
  const routes = valueAt(object, path)
  if (!Array.isArray(routes)) return []
  const destinations = routes.map((route) => ({
    host: textAt(route, 'host')?.split('.')[0] ?? null,
    subset: textAt(route, 'subset'),
  }))
  const short = destinations.map(({ host, subset }) => subset ?? host ?? '?')
  const isTold = new Set(short).size === short.length
  return isTold ? short : destinations.map(({ host, subset }) => [host ?? '?', subset ?? ''].join(' ').trim())
}

function textAt(route: unknown, key: string): string | null {
  const value = valueAt(route, ['destination', key])
  return typeof value === 'string' && value !== '' ? value : null
}
