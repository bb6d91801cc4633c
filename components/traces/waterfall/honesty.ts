import { counted } from '../../../lib/client/format/number.ts'
import type { SpanTree } from '../../../lib/domain/tracing/span-tree.ts'
import { micros } from '../micros.ts'

/** How far the trace can be trusted, in words: what was missing, corrected, cut or said twice. */
export function honesty(tree: SpanTree, truncatedAt: number | null): string {
  const parts = [
    tree.missingParents === 0 ? 'No missing parents' : `${counted(tree.missingParents, 'span')} without their parent`,
    tree.maxSkewUs === 0 ? 'no clock skew' : `clock skew up to ${micros(tree.maxSkewUs)} corrected`,
  ]
  if (tree.cycles > 0) parts.push(`${counted(tree.cycles, 'circle')} of parents cut`)
  if (tree.duplicates > 0) parts.push(`${counted(tree.duplicates, 'span')} reported twice`)
  if (truncatedAt !== null) parts.push(`cut off at ${counted(truncatedAt, 'span')}`)
  return parts.join(', ')
}
