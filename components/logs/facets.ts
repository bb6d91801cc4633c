import type { LogLine } from '../../lib/contract/logs.ts'
import { lineWords } from './line-words.ts'

export const facetNames = ['level', 'source', 'flag', 'workload'] as const
export type FacetName = (typeof facetNames)[number]

export interface FacetValue {
  readonly value: string
  readonly count: number
}

/** Values that are switched off, by facet. */
export type Hidden = Readonly<Record<FacetName, ReadonlySet<string>>>

const nothing: ReadonlySet<string> = new Set()
export const nothingHidden: Hidden = { level: nothing, source: nothing, flag: nothing, workload: nothing }

const levelOrder = ['error', 'warn', 'info', 'debug', 'unknown']
const noFlag = 'none'

/** What a line is under a facet; null where the facet does not apply to it. */
export function facetValues(line: LogLine, facet: FacetName): readonly string[] | null {
  switch (facet) {
    case 'level':
      return [line.level]
    case 'source':
      return [line.container]
    case 'workload':
      return line.workload === null ? null : [line.workload]
    case 'flag': {
      if (line.access === null) return null
      const { flags } = lineWords(line)
      return flags.length === 0 ? [noFlag] : flags
    }
  }
}

/** The values of a facet with how many lines have each, levels by weight, the others by count. */
export function facetCounts(lines: readonly LogLine[], facet: FacetName): FacetValue[] {
  const counts = new Map<string, number>()
  for (const line of lines)
    for (const value of facetValues(line, facet) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1)
  const values = [...counts].map(([value, count]) => ({ value, count }))
  return facet === 'level'
    ? values.toSorted((a, b) => levelOrder.indexOf(a.value) - levelOrder.indexOf(b.value))
    : values.toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value))
}

/** Lines of which no value is switched off. */
export function visibleLines(lines: readonly LogLine[], hidden: Hidden): readonly LogLine[] {
  const active = facetNames.filter((facet) => hidden[facet].size > 0)
  if (active.length === 0) return lines
  return lines.filter((line) =>
    active.every((facet) => facetValues(line, facet)?.every((value) => !hidden[facet].has(value)) ?? true),
  )
}

/** Switches one value on or off. */
export function toggleHidden(hidden: Hidden, facet: FacetName, value: string): Hidden {
  const values = new Set(hidden[facet])
  if (!values.delete(value)) values.add(value)
  return { ...hidden, [facet]: values }
}
