import type { ConfigName } from '../../lib/client/queries/config.ts'
import { pathText } from '../../lib/domain/changes/three-way.ts'
import { schemaFaults } from '../../lib/domain/validation/schema-faults.ts'
import { parseYaml } from './parse-yaml.ts'
import type { EditorFault } from './yaml-editor.tsx'

export type CheckedYaml = { object: Record<string, unknown> | null; faults: readonly EditorFault[] }

/** What is wrong with a text as an object of this name, each fault with its line; the object where it can be read at all. */
export function checkedYaml(text: string, target: ConfigName): CheckedYaml {
  const parsed = parseYaml(text)
  if (!parsed.ok) return { object: null, faults: parsed.faults.map((fault) => ({ ...fault, severity: 'error' })) }
  const { object, place } = parsed
  const fault = (path: readonly (string | number)[], message: string): EditorFault => ({
    ...place(path),
    severity: 'error',
    field: path.join('.'),
    message,
  })
  return {
    object,
    faults: [
      ...identityFaults(object, target).map(({ path, message }) => fault(path, message)),
      ...schemaFaults(target.kind, object).map(({ path, message }) => fault(path, `${pathText(path)} ${message}`)),
    ],
  }
}

/** The text must stay the object that the page is about. */
function identityFaults(object: Record<string, unknown>, target: ConfigName): { path: string[]; message: string }[] {
  const metadata = object['metadata']
  const own =
    typeof metadata === 'object' && metadata !== null ? new Map<string, unknown>(Object.entries(metadata)) : null
  const wanted = [
    { path: ['kind'], is: object['kind'], must: target.kind },
    { path: ['metadata', 'name'], is: own?.get('name'), must: target.name },
    { path: ['metadata', 'namespace'], is: own?.get('namespace'), must: target.namespace },
  ]
  return wanted
    .filter(({ is, must }) => is !== must)
    .map(({ path, is, must }) => ({
      path,
      message: `${path.join('.')} is ${JSON.stringify(is)}: it must stay ${JSON.stringify(must)}`,
    }))
}
