import { duration, text } from '../../lib/client/format/number.ts'
import { meanKnown } from '../objects/metrics/metric-lines.ts'
import type { Course } from './use-mesh-course.ts'

/** Smaller differences are everyday noise. */
const noise = 0.01

/** "+4 % on yesterday" of the means; null where one of both is not known. */
export function changeWords(course: Course | null): string | null {
  const [now, before] = [meanKnown(course?.values), meanKnown(course?.before)]
  if (now === null || before === null || before === 0) return null
  const change = now / before - 1
  if (Math.abs(change) < noise) return 'as yesterday'
  return `${change > 0 ? '+' : '−'}${Math.round(Math.abs(change) * 100)} % on yesterday`
}

/** "usual 79 ms": yesterday's mean; null when yesterday is not known. */
export function usualWords(course: Course | null): string | null {
  const before = meanKnown(course?.before)
  return before === null ? null : `yesterday ${text(duration(before))}`
}
