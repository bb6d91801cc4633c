import { isObject, listAt, stringAt, stringsAt } from './json.ts'

/** One requirement on labels; all requirements of a selector must hold. */
export type LabelRequirement =
  | { readonly key: string; readonly operator: 'In' | 'NotIn'; readonly values: readonly string[] }
  | { readonly key: string; readonly operator: 'Exists' | 'DoesNotExist' }

export type Labels = Readonly<Record<string, string>>

/** Whether labels satisfy every requirement. As on Kubernetes, NotIn also holds for a label that is missing. */
export function matchesLabels(requirements: readonly LabelRequirement[], labels: Labels = {}): boolean {
  return requirements.every((requirement) => holds(requirement, labels))
}

function holds(requirement: LabelRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.includes(value)
    case 'NotIn':
      return value === undefined || !requirement.values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
  }
}

const key = String.raw`(?:[A-Za-z0-9.-]+\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?`
const value = String.raw`(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?`
const setPattern = new RegExp(String.raw`^(${key})\s+(in|notin)\s*\(([^()]*)\)$`)
const equalityPattern = new RegExp(String.raw`^(${key})\s*(=|==|!=)\s*(${value})$`)
const existsPattern = new RegExp(`^(!?)\\s*(${key})$`)

/**
 * Parses kubectl's selector syntax: `app=reviews,version in (v1,v2),tier!=db,!canary`.
 * @throws Error with one sentence that names the part that is not understood
 */
export function parseLabelSelector(text: string): LabelRequirement[] {
  if (text.trim() === '') return []
  return splitOutsideParentheses(text).map(parseRequirement)
}

function splitOutsideParentheses(text: string): string[] {
  return text.split(/,(?![^(]*\))/).map((part) => part.trim())
}

function parseRequirement(part: string): LabelRequirement {
  const set = setPattern.exec(part)
  if (set !== null) {
    const [, name = '', operator, list = ''] = set
    const values = list.split(',').map((item) => item.trim())
    return { key: name, operator: operator === 'in' ? 'In' : 'NotIn', values }
  }
  const equality = equalityPattern.exec(part)
  if (equality !== null) {
    const [, name = '', operator, wanted = ''] = equality
    return { key: name, operator: operator === '!=' ? 'NotIn' : 'In', values: [wanted] }
  }
  const exists = existsPattern.exec(part)
  if (exists !== null) return { key: exists[2] ?? '', operator: exists[1] === '!' ? 'DoesNotExist' : 'Exists' }
  throw new Error(
    `label selector: "${part}" is not understood; use KEY=VALUE, KEY!=VALUE, KEY in (A,B), KEY notin (A,B), KEY or !KEY`,
  )
}

/** The requirements of a LabelSelector object (`matchLabels`, `matchExpressions`). An empty one selects everything. */
export function selectorRequirements(selector: unknown): LabelRequirement[] {
  const equal = Object.entries(stringsAt(selector, 'matchLabels')).map(([name, wanted]): LabelRequirement => {
    return { key: name, operator: 'In', values: [wanted] }
  })
  return [...equal, ...listAt(selector, 'matchExpressions').flatMap(expressionRequirement)]
}

function expressionRequirement(expression: unknown): LabelRequirement[] {
  const name = stringAt(expression, 'key')
  const operator = stringAt(expression, 'operator')
  if (!isObject(expression) || name === undefined) return []
  if (operator === 'Exists' || operator === 'DoesNotExist') return [{ key: name, operator }]
  if (operator !== 'In' && operator !== 'NotIn') return []
  const values = listAt(expression, 'values').filter((item): item is string => typeof item === 'string')
  return [{ key: name, operator, values }]
}
