import { listAt, numberAt, objectAt, stringAt, valueAt } from '../../../../../lib/domain/kubernetes/json.ts'
import { selectorRequirements, type LabelRequirement } from '../../../../../lib/domain/kubernetes/label-selector.ts'
import type { StoredObject } from '../../../../../lib/domain/kubernetes/object.ts'
import { ageColumn, column, joined, nameColumn, none, wide, type Column } from '../column.ts'

const count =
  (...path: readonly string[]) =>
  (object: StoredObject) =>
    numberAt(object, ...path) ?? 0
const containers = (object: StoredObject) => listAt(object, 'spec', 'template', 'spec', 'containers')

function selectorText(object: StoredObject): string {
  return joined(selectorRequirements(valueAt(object, 'spec', 'selector')).map(requirementText))
}

function requirementText(requirement: LabelRequirement): string {
  switch (requirement.operator) {
    case 'In':
      return requirement.values.length === 1
        ? `${requirement.key}=${requirement.values[0]}`
        : `${requirement.key} in (${requirement.values.join(',')})`
    case 'NotIn':
      return `${requirement.key} notin (${requirement.values.join(',')})`
    case 'Exists':
      return requirement.key
    case 'DoesNotExist':
      return `!${requirement.key}`
  }
}

const wideColumns: readonly Column[] = [
  wide('Containers', (object) => joined(containers(object).map((container) => stringAt(container, 'name')))),
  wide('Images', (object) => joined(containers(object).map((container) => stringAt(container, 'image')))),
]
const wideWithSelector: readonly Column[] = [...wideColumns, wide('Selector', selectorText)]

const readyOfWanted = column('Ready', (object) => {
  return `${numberAt(object, 'status', 'readyReplicas') ?? 0}/${numberAt(object, 'spec', 'replicas') ?? 0}`
})

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  readyOfWanted,
  column('Up-to-date', count('status', 'updatedReplicas'), 'integer'),
  column('Available', count('status', 'availableReplicas'), 'integer'),
  ageColumn,
  ...wideWithSelector,
]

export const replicaSetColumns: readonly Column[] = [
  nameColumn,
  column('Desired', count('spec', 'replicas'), 'integer'),
  column('Current', count('status', 'replicas'), 'integer'),
  column('Ready', count('status', 'readyReplicas'), 'integer'),
  ageColumn,
  ...wideWithSelector,
]

export const statefulSetColumns: readonly Column[] = [nameColumn, readyOfWanted, ageColumn, ...wideColumns]

export const daemonSetColumns: readonly Column[] = [
  nameColumn,
  column('Desired', count('status', 'desiredNumberScheduled'), 'integer'),
  column('Current', count('status', 'currentNumberScheduled'), 'integer'),
  column('Ready', count('status', 'numberReady'), 'integer'),
  column('Up-to-date', count('status', 'updatedNumberScheduled'), 'integer'),
  column('Available', count('status', 'numberAvailable'), 'integer'),
  column('Node Selector', (object) => {
    const selector = Object.entries(objectAt(object, 'spec', 'template', 'spec', 'nodeSelector'))
    return selector.length === 0 ? none : joined(selector.map(([key, value]) => `${key}=${String(value)}`))
  }),
  ageColumn,
  ...wideWithSelector,
]
