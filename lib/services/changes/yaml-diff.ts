import { stringify } from 'yaml'
import type { DiffAnswer } from '../../contract/changes.ts'
import { readableObject } from '../../domain/changes/readable-object.ts'
import { diffLines, withContext, type DiffLine } from '../../domain/routing/line-diff.ts'

/** Lines kept around a change in the short form. */
const CONTEXT = 3
/** The difference of two objects as lines of YAML; null stands for "there is none". */
export function yamlDiff(before: unknown, after: unknown): DiffAnswer {
  const yaml = diffLines(yamlLines(before), yamlLines(after))
  return {
    yaml,
    weights: withContext(yaml, CONTEXT),
    added: count(yaml, 'added'),
    removed: count(yaml, 'removed'),
  }
}

/** An object as people write it, in lines. */
export function yamlLines(object: unknown): string[] {
  if (object === null || object === undefined) return []
  return stringify(readableObject(object), { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd().split('\n')
}

function count(lines: readonly DiffLine[], kind: DiffLine['kind']): number {
  return lines.filter((line) => line.kind === kind).length
}
