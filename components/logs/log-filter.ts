import type { LogParams } from '../../lib/client/queries/logs.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { pageWindow } from '../../lib/client/time-window.ts'

/** The question of the log page as the URL holds it; empty text is no filter. */
export interface LogFilter {
  /** The only namespace that is read; empty for those of the scope. */
  readonly namespace: string
  readonly workload: string
  readonly pod: string
  readonly container: string
  readonly traceId: string
  /** Words, `/regular expressions/` and fields that must all hold. */
  readonly q: string
  /** How many of a container's newest lines are searched; empty for the usual number. */
  readonly depth: string
  /** Time of the line whose surroundings are shown. */
  readonly mark: string
}

const depths = [5_000, 20_000, 100_000]
const names = ['namespace', 'workload', 'pod', 'container', 'traceId', 'q', 'depth', 'mark'] as const
export const noFilter: LogFilter = parseLogFilter(new URLSearchParams())
const lineLimit = 1_000
export const defaultWindow = pageWindow('/logs')

/** Reads the question from a URL. */
export function parseLogFilter(params: URLSearchParams): LogFilter {
  const text = (name: (typeof names)[number]) => params.get(name)?.trim() ?? ''
  const depth = text('depth')
  return {
    namespace: text('namespace'),
    workload: text('workload'),
    pod: text('pod'),
    container: text('container'),
    traceId: text('traceId'),
    q: text('q'),
    depth: depths.includes(Number(depth)) ? depth : '',
    mark: text('mark'),
  }
}

/** The question as URL parameters; undefined removes one. */
export function logFilterParams(filter: LogFilter): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, filter[name] || undefined]))
}

/** What to ask the server for the namespaces, of which there is at least one. */
export function logParams(filter: LogFilter, namespaces: readonly string[], scope: Scope): LogParams {
  const [namespace = '', ...others] = namespaces
  return {
    namespace,
    namespaces: others,
    workload: filter.workload === '' ? [] : filter.workload.split(','),
    pod: filter.pod || undefined,
    container: filter.container || undefined,
    traceId: filter.traceId || undefined,
    filter: filter.q || undefined,
    depth: filter.depth || undefined,
    window: scope.window ?? defaultWindow,
    at: scope.at,
    limit: lineLimit,
  }
}

/** The next number of lines to search in each container; undefined where the most was searched. */
export function deeperThan(lines: number): number | undefined {
  return depths.find((depth) => depth > lines)
}

/** The plain words of a filter, to mark them in the lines: no expressions, no fields, nothing that is excluded. */
export function markedWords(q: string): string[] {
  const tokens = q.match(/-?\/(?:[^/\\]|\\.)+\/|\S*"[^"]*"|\S+/g) ?? []
  return tokens
    .filter((token) => !token.startsWith('-') && !/^\/.+\/$/.test(token) && !/^[A-Za-z]\w*(?:[=~<>]|!=)/.test(token))
    .map((token) => token.replaceAll('"', ''))
    .filter((word) => word !== '')
}

/** The moment and window around a line in which its neighbours are looked at. */
export function surroundings(time: string): { at: string; window: string } {
  return { at: new Date(Date.parse(time) + 5_000).toISOString(), window: '10s' }
}
