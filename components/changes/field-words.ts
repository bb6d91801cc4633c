/** What people call a field; others are shown by their last step. */
const names: Readonly<Record<string, string>> = {
  timeout: 'Timeout',
  perTryTimeout: 'Timeout of one try',
  attempts: 'Tries after the first',
  weight: 'Weights',
  hosts: 'Hosts',
  gateways: 'Gateways',
  exportTo: 'Exported to',
  fault: 'Faults',
  mirror: 'Mirror',
  subsets: 'Subsets',
  match: 'Conditions',
  route: 'Destinations',
  http: 'HTTP rules',
}

/** A field in words: `Timeout` for `spec.http[0].timeout`. */
export function fieldName(id: string): string {
  const last =
    id
      .replaceAll(/\[(\d+|\*)\]/g, '')
      .split('.')
      .at(-1) ?? id
  return names[last] ?? last
}

/** Where a field is, without the part that all have: `http[0].timeout`. */
export function fieldPlace(id: string): string {
  return id.replace(/^spec\./, '')
}

/** A value in one line: text as it is, anything else as short JSON, a missing field as such. */
export function valueText(value: unknown): string {
  if (value === undefined) return 'not set'
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}
