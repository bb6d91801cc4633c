import { isObject, objectAt, stringAt, valueAt } from '../../kubernetes/json.ts'
import type { BootstrapFact } from './model.ts'
import { sectionOf } from './sections.ts'

/** What the proxy says of itself, as names and values; objects are flattened, annotations left out for their length. */
export function bootstrapFacts(dump: unknown): BootstrapFact[] {
  const [section] = sectionOf(dump, 'bootstrap')
  if (section === undefined) return []
  const node = objectAt(section, 'bootstrap', 'node')
  const version = stringAt(node, 'user_agent_version') ?? buildVersion(node)
  return [
    { name: 'node.id', value: stringAt(node, 'id') ?? '' },
    { name: 'node.cluster', value: stringAt(node, 'cluster') ?? '' },
    { name: 'Envoy', value: version ?? '' },
    ...flatten('locality', objectAt(node, 'locality')),
    ...Object.entries(objectAt(node, 'metadata'))
      .filter(([key]) => key !== 'ANNOTATIONS')
      .flatMap(([key, value]) => flatten(key, value)),
  ].filter(({ value }) => value !== '')
}

function buildVersion(node: unknown): string | undefined {
  const version = valueAt(node, 'user_agent_build_version', 'version')
  if (!isObject(version)) return undefined
  return [version['major_number'] ?? 0, version['minor_number'] ?? 0, version['patch'] ?? 0].map(String).join('.')
}

function flatten(name: string, value: unknown): BootstrapFact[] {
  if (isObject(value)) return Object.entries(value).flatMap(([key, inner]) => flatten(`${name}.${key}`, inner))
  if (Array.isArray(value)) return [{ name, value: value.map((one) => textOf(one)).join(', ') }]
  return [{ name, value: textOf(value) }]
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
