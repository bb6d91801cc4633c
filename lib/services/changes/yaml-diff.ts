import { stringify } from 'yaml'
import type { DiffAnswer } from '../../contract/changes.ts'
import { diffLines, withContext, type DiffLine } from '../../domain/routing/line-diff.ts'

/** Lines kept around a change in the short form. */
const CONTEXT = 2
/** Fields that the API server writes by itself; they would only hide the change (R25). */
const serverFields = new Set(['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp', 'selfLink'])
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

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
  return stringify(readable(object), { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd().split('\n')
}

function readable(object: unknown): unknown {
  if (!isRecord(object) || !isRecord(object['metadata'])) return object
  const metadata = Object.fromEntries(Object.entries(object['metadata']).filter(([key]) => !serverFields.has(key)))
  if (isRecord(metadata['annotations'])) {
    const { [lastApplied]: _, ...annotations } = metadata['annotations']
    if (Object.keys(annotations).length > 0) metadata['annotations'] = annotations
    else delete metadata['annotations']
  }
  const { status: _, ...rest } = object
  return { ...rest, metadata }
}

function count(lines: readonly DiffLine[], kind: DiffLine['kind']): number {
  return lines.filter((line) => line.kind === kind).length
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
