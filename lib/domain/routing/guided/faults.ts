import { listAt, numberAt, stringAt, valueAt } from '../../kubernetes/json.ts'
import type { GuidedField } from './edits.ts'

/** A part of a fault that is there or not, with the fields it has then. */
export interface FaultPart {
  readonly id: 'delay' | 'abort'
  readonly title: string
  readonly hint: string
  /** What it begins with. */
  readonly fresh: Readonly<Record<string, unknown>>
  readonly fields: readonly GuidedField[]
}

const share = (part: 'delay' | 'abort'): GuidedField => ({
  path: ['fault', part, 'percentage', 'value'],
  label: 'Share of requests',
  input: { type: 'decimal', unit: '%' },
  unset: '100',
})

/** The parts of a fault (reference, section 1.4). */
export const faultParts: readonly FaultPart[] = [
  {
    id: 'delay',
    title: 'Delay',
    hint: 'before the request is sent on',
    fresh: { fixedDelay: '2s', percentage: { value: 10 } },
    fields: [
      { path: ['fault', 'delay', 'fixedDelay'], label: 'Delay', input: { type: 'duration' }, unset: 'needed' },
      share('delay'),
    ],
  },
  {
    id: 'abort',
    title: 'Abort',
    hint: 'the request is answered with an error, it never arrives',
    fresh: { httpStatus: 503, percentage: { value: 10 } },
    fields: [
      {
        path: ['fault', 'abort', 'httpStatus'],
        label: 'HTTP status',
        input: { type: 'whole' },
        unset: 'none',
        hint: 'or a gRPC status, one of both',
      },
      {
        path: ['fault', 'abort', 'grpcStatus'],
        label: 'gRPC status',
        input: { type: 'text' },
        unset: 'none',
        hint: 'such as UNAVAILABLE',
      },
      share('abort'),
    ],
  },
]

/** Percent of requests that a part of a fault hits; 100 where it does not say. */
function faultShare(rule: unknown, part: FaultPart['id']): number | null {
  if (valueAt(rule, 'fault', part) === undefined) return null
  return numberAt(rule, 'fault', part, 'percentage', 'value') ?? numberAt(rule, 'fault', part, 'percent') ?? 100
}

/** Whether a fault hits requests that no header picks out: then it hits everybody's. */
export function hitsEverybody(rule: unknown): boolean {
  if (valueAt(rule, 'fault') === undefined) return false
  const matches = listAt(rule, 'match')
  return matches.length === 0 || matches.some((match) => valueAt(match, 'headers') === undefined)
}

/** The fault in words: `delay 2s for 10 %, abort 503 for 5 %`. */
export function faultWords(rule: unknown): string | null {
  const delay = faultShare(rule, 'delay')
  const abort = faultShare(rule, 'abort')
  const status = numberAt(rule, 'fault', 'abort', 'httpStatus') ?? stringAt(rule, 'fault', 'abort', 'grpcStatus') ?? ''
  const words = [
    delay === null ? null : `delay ${stringAt(rule, 'fault', 'delay', 'fixedDelay') ?? ''} for ${delay} %`,
    abort === null ? null : `abort ${status} for ${abort} %`,
  ].filter((part) => part !== null)
  return words.length === 0 ? null : words.join(', ')
}
