import { isObject } from '../../../../lib/domain/kubernetes/json.ts'

type Step =
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'all' }
  | { readonly type: 'filter'; readonly field: string; readonly value: string }

const stepPattern =
  /\.((?:\\.|[^.[\]\\])+)|\[(\d+)\]|\[(\*)\]|\[\?\(@\.([\w.-]+)\s*==\s*["']([^"']*)["']\)\]|\['((?:\\.|[^'])+)'\]/gy

/**
 * The values at the simple JSONPath that printer columns use: fields, `[0]`, `[*]` and `[?(@.type=="X")]`.
 * A path that is not understood finds nothing.
 */
export function findByJsonPath(root: unknown, path: string): unknown[] {
  const steps = parseSteps(path)
  if (steps === undefined) return []
  return steps.reduce<unknown[]>((found, step) => found.flatMap((value) => follow(value, step)), [root])
}

function parseSteps(path: string): Step[] | undefined {
  const steps: Step[] = []
  stepPattern.lastIndex = 0
  while (stepPattern.lastIndex < path.length) {
    const match = stepPattern.exec(path)
    if (match === null) return undefined
    const [, name, index, all, field, value, quoted] = match
    if (name !== undefined || quoted !== undefined)
      steps.push({ type: 'field', name: (name ?? quoted ?? '').replaceAll(/\\(.)/g, '$1') })
    else if (index !== undefined) steps.push({ type: 'index', index: Number(index) })
    else if (all !== undefined) steps.push({ type: 'all' })
    else steps.push({ type: 'filter', field: field ?? '', value: value ?? '' })
  }
  return steps
}

function follow(value: unknown, step: Step): unknown[] {
  switch (step.type) {
    case 'field':
      return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : []
    case 'index':
      return Array.isArray(value) && step.index < value.length ? [value[step.index]] : []
    case 'all':
      return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []
    case 'filter':
      return Array.isArray(value)
        ? value.filter((item) => isObject(item) && String(item[step.field]) === step.value)
        : []
  }
}
