import { parseDuration, parseInstant } from '../domain/model/time-window.ts'

/** What every page is looked at through: namespaces (none means all), time window and, when not live, the moment. */
export type Scope = { namespaces: readonly string[]; window: string | undefined; at: string | undefined }

export const everything: Scope = { namespaces: [], window: undefined, at: undefined }

// The domain's own pattern brings the schema library with it, which a first paint can do without.
const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** Reads the scope from a URL; parts that are not understood are as if absent. */
export function parseScope(params: URLSearchParams): Scope {
  const window = params.get('window') ?? undefined
  const at = params.get('at') ?? undefined
  const names = (params.get('namespaces') ?? '').split(',').filter((name) => dnsLabel.test(name))
  return {
    namespaces: [...new Set(names)].toSorted(),
    window: window !== undefined && parseDuration(window) !== null ? window : undefined,
    at: at !== undefined && parseInstant(at) !== null ? at : undefined,
  }
}

/** Writes the scope into a copy of the parameters, leaving every other one. */
export function withScope(params: URLSearchParams, scope: Scope): URLSearchParams {
  const next = new URLSearchParams(params)
  setOrDelete(next, 'namespaces', scope.namespaces.length === 0 ? undefined : scope.namespaces.join(','))
  setOrDelete(next, 'window', scope.window)
  setOrDelete(next, 'at', scope.at)
  return next
}

/** Sets a parameter, or removes it when there is no value. */
export function setOrDelete(params: URLSearchParams, name: string, value: string | undefined): void {
  if (value === undefined || value === '') params.delete(name)
  else params.set(name, value)
}

/** A query string with its question mark, commas and slashes kept readable; empty when there is none. */
export function queryString(params: URLSearchParams): string {
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}
