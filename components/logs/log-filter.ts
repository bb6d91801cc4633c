import type { LogParams } from '../../lib/client/queries/logs.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { pageWindow } from '../../lib/client/time-window.ts'

/** The question of the log page as the URL holds it; empty text is no filter. */
export interface LogFilter {
  readonly workload: string
  readonly pod: string
  readonly container: string
  readonly traceId: string
  readonly q: string
}

const names = ['workload', 'pod', 'container', 'traceId', 'q'] as const
export const lineLimit = 1_000
export const defaultWindow = pageWindow('/logs')

/** Reads the question from a URL. */
export function parseLogFilter(params: URLSearchParams): LogFilter {
  const text = (name: (typeof names)[number]) => params.get(name)?.trim() ?? ''
  return {
    workload: text('workload'),
    pod: text('pod'),
    container: text('container'),
    traceId: text('traceId'),
    q: text('q'),
  }
}

/** The question as URL parameters; undefined removes one. */
export function logFilterParams(filter: LogFilter): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, filter[name] || undefined]))
}

/** What to ask the server for one namespace. */
export function logParams(filter: LogFilter, namespace: string, scope: Scope): LogParams {
  return {
    namespace,
    workload: filter.workload === '' ? [] : filter.workload.split(','),
    pod: filter.pod || undefined,
    container: filter.container || undefined,
    traceId: filter.traceId || undefined,
    q: filter.q || undefined,
    window: scope.window ?? defaultWindow,
    at: scope.at,
    limit: lineLimit,
  }
}
