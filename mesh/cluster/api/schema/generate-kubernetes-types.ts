// Writes kubernetes-types.json: the fields of Kubernetes' own types, read from the type declarations of
// @kubernetes/client-node. Run it after an upgrade of that package; a test compares the result with the file.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KubernetesTypes, TypeFields } from './kubernetes-types.ts'

const roots = [
  'V1Namespace',
  'V1Pod',
  'V1Service',
  'V1Endpoints',
  'V1ServiceAccount',
  'V1Secret',
  'V1ConfigMap',
  'CoreV1Event',
  'V1Node',
  'V1Deployment',
  'V1ReplicaSet',
  'V1StatefulSet',
  'V1DaemonSet',
  'V1EndpointSlice',
  'V1Role',
  'V1RoleBinding',
  'V1ClusterRole',
  'V1ClusterRoleBinding',
  'V1Lease',
  'V1CustomResourceDefinition',
  'V1TokenReview',
  'AuthenticationV1TokenRequest',
  'V1SubjectAccessReview',
  'V1SelfSubjectAccessReview',
  'V1LocalSubjectAccessReview',
  'V1SelfSubjectRulesReview',
  'V1SelfSubjectReview',
  'V1Scale',
]

const field = /^ {4}'([^']+)'(\?)?: ((?:\{[^}]*\}|[^;{])+);$/gm

/** The fields of one class, from the text of its declaration file. */
export function fieldsOf(declaration: string): TypeFields {
  const entries = [...declaration.matchAll(field)].map(([, name = '', optional, type = '']) => {
    const plain = type.replaceAll(/\s+/g, ' ')
    return [wireName(name), optional === undefined ? `!${plain}` : plain] as const
  })
  return Object.fromEntries(entries)
}

// The generator of the client renames words that are reserved in JavaScript.
const wireName = (name: string) => name.replace(/^_/, '')

/** Every type that the roots reach. `read` returns the declaration of a class, or undefined when it is no class. */
export function collectTypes(read: (type: string) => string | undefined): KubernetesTypes {
  const found: Record<string, TypeFields> = {}
  const queue = [...roots]
  // A schema inside a CustomResourceDefinition is checked by its own rules.
  const open = new Set(['V1JSONSchemaProps'])
  for (let type = queue.pop(); type !== undefined; type = queue.pop()) {
    if (found[type] !== undefined || open.has(type)) continue
    const declaration = read(type)
    if (declaration === undefined) continue
    const fields = fieldsOf(declaration)
    found[type] = fields
    for (const text of Object.values(fields))
      queue.push(...(text.match(/\b[A-Z]\w*/g) ?? []).filter((word) => word !== 'Array' && word !== 'Date'))
  }
  return Object.fromEntries(Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Reads the declarations of the installed client. */
export function readDeclaration(type: string): string | undefined {
  const models = join(dirname(fileURLToPath(import.meta.resolve('@kubernetes/client-node'))), 'gen/models')
  try {
    return readFileSync(join(models, `${type}.d.ts`), 'utf8')
  } catch {
    return undefined
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(dirname(fileURLToPath(import.meta.url)), 'kubernetes-types.json')
  writeFileSync(file, `${JSON.stringify(collectTypes(readDeclaration))}\n`)
}
