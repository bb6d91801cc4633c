import type { DiffAnswer } from '../../lib/contract/changes.ts'
import { readableObject } from '../../lib/domain/changes/readable-object.ts'
import { diffLines, withContext } from '../../lib/domain/routing/line-diff.ts'

/** The difference of two objects as YAML. The serializer is loaded when it is first needed. */
export async function loadYamlDiff(before: unknown, after: unknown): Promise<DiffAnswer> {
  const { stringify } = await import('yaml')
  const lines = (object: unknown) => stringify(readableObject(object), { lineWidth: 0 }).trimEnd().split('\n')
  const yaml = diffLines(lines(before), lines(after))
  const count = (kind: string) => yaml.filter((line) => line.kind === kind).length
  return { yaml, weights: withContext(yaml, 3), added: count('added'), removed: count('removed') }
}
