import type { Range } from '../../lib/client/time-window.ts'
import type { GraphType } from '../../lib/domain/graph/model.ts'

/** What the timeline is about. */
export type Subject =
  | { readonly kind: 'edge'; readonly id: string; readonly type: GraphType }
  | { readonly kind: 'workload'; readonly namespace: string; readonly name: string }

const graphTypes: readonly GraphType[] = ['workload', 'app', 'versionedApp', 'service']

/** Reads `edge=ID&type=TYPE` or `workload=NAMESPACE/NAME`; null where neither is given. */
export function subjectOf(params: URLSearchParams): Subject | null {
  const id = params.get('edge') ?? ''
  if (id !== '')
    return { kind: 'edge', id, type: graphTypes.find((type) => type === params.get('type')) ?? 'versionedApp' }
  const [namespace = '', name = ''] = (params.get('workload') ?? '').split('/')
  return namespace === '' || name === '' ? null : { kind: 'workload', namespace, name }
}

/** The same as parameters. */
export function subjectParams(subject: Subject): Record<string, string> {
  return subject.kind === 'edge'
    ? { edge: subject.id, type: subject.type }
    : { workload: `${subject.namespace}/${subject.name}` }
}

/** `brush=FROM,TO` in Unix seconds, inside the shown time; null without one. */
export function brushOf(text: string | undefined, shown: Range): Range | null {
  const [, from, to] = /^(\d{1,12}),(\d{1,12})$/.exec(text ?? '') ?? []
  if (from === undefined || to === undefined) return null
  const range = { from: Math.max(shown.from, Number(from)), to: Math.min(shown.to, Number(to)) }
  return range.from < range.to ? range : null
}

export function brushText({ from, to }: Range): string {
  return `${Math.round(from)},${Math.max(Math.round(from) + 1, Math.round(to))}`
}

/** Moves or resizes a brush by a share of the shown time, kept inside it and at least a second long. */
export function movedBrush(brush: Range, shown: Range, by: { move: number } | { resize: number }): Range {
  const step = (shown.to - shown.from) / 50
  if ('resize' in by) {
    const to = Math.min(shown.to, Math.max(brush.from + 1, brush.to + by.resize * step))
    return { from: brush.from, to }
  }
  const length = brush.to - brush.from
  const from = Math.min(shown.to - length, Math.max(shown.from, brush.from + by.move * step))
  return { from, to: from + length }
}

/** The moment of `HH:MM:SS` that lies in the shown time; null for anything else. */
export function momentOf(text: string, shown: Range): number | null {
  if (!/^\d{1,2}:\d\d:\d\d$/.test(text.trim())) return null
  const day = new Date(shown.to * 1_000).toISOString().slice(0, 10)
  const clock = text.trim().padStart(8, '0')
  const ms = Date.parse(`${day}T${clock}Z`)
  if (Number.isNaN(ms)) return null
  const candidates = [ms / 1_000, ms / 1_000 - 86_400]
  return candidates.find((at) => at >= shown.from - 1 && at <= shown.to + 1) ?? null
}
