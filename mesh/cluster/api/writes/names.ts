import { invalidField, requiredField, type FieldError } from '../../../../lib/domain/kubernetes/field-error.ts'
import type { ObjectMeta } from '../../../../lib/domain/kubernetes/object.ts'

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const serviceLabel = /^[a-z]([-a-z0-9]*[a-z0-9])?$/
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const qualifiedName =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/

interface NameRule {
  readonly allows: (name: string) => boolean
  readonly sentence: string
}

const subdomainRule: NameRule = {
  allows: (name) => subdomain.test(name) && name.length <= 253,
  sentence: 'must be lower-case letters, digits, - and ., begin and end with a letter or digit, at most 253 characters',
}
const labelRule: NameRule = {
  allows: (name) => label.test(name) && name.length <= 63,
  sentence: 'must be lower-case letters, digits and -, begin and end with a letter or digit, at most 63 characters',
}
const serviceRule: NameRule = {
  allows: (name) => serviceLabel.test(name) && name.length <= 63,
  sentence: 'must be lower-case letters, digits and -, begin with a letter, at most 63 characters',
}
const pathRule: NameRule = {
  allows: (name) => name !== '.' && name !== '..' && !/[/%]/.test(name) && name.length <= 253,
  sentence: 'must not be ".", ".." or contain / or %',
}

const rules: Readonly<Record<string, NameRule>> = {
  namespaces: labelRule,
  services: serviceRule,
  'roles.rbac.authorization.k8s.io': pathRule,
  'rolebindings.rbac.authorization.k8s.io': pathRule,
  'clusterroles.rbac.authorization.k8s.io': pathRule,
  'clusterrolebindings.rbac.authorization.k8s.io': pathRule,
}

/** Faults in an object's name, labels and annotation keys. */
export function metadataErrors(resource: string, metadata: ObjectMeta): FieldError[] {
  return [...nameErrors(resource, metadata.name), ...labelErrors(metadata.labels), ...annotationErrors(metadata)]
}

function nameErrors(resource: string, name: string | undefined): FieldError[] {
  if (name === undefined || name === '') return [requiredField('metadata.name', 'name or generateName is required')]
  const rule = rules[resource] ?? subdomainRule
  return rule.allows(name) ? [] : [invalidField('metadata.name', name, rule.sentence)]
}

const keySentence = 'must be a name of at most 63 characters, optionally with a DNS prefix and /'

function labelErrors(labels: Readonly<Record<string, string>> = {}): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...(qualifiedName.test(key) ? [] : [invalidField('metadata.labels', key, keySentence)]),
    ...(labelValue.test(value)
      ? []
      : [
          invalidField(
            'metadata.labels',
            value,
            'must be empty or letters, digits, -, _ and ., begin and end with a letter or digit, at most 63 characters',
          ),
        ]),
  ])
}

const longestAnnotations = 256 * 1024

function annotationErrors({ annotations = {} }: ObjectMeta): FieldError[] {
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  const tooLong = size > longestAnnotations
  return [
    ...Object.keys(annotations)
      .filter((key) => !qualifiedName.test(key.toLowerCase()))
      .map((key) => invalidField('metadata.annotations', key, keySentence)),
    ...(tooLong
      ? [invalidField('metadata.annotations', size, `must be at most ${longestAnnotations} bytes together`)]
      : []),
  ]
}
