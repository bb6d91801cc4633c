import { listAt, numberAt, objectAt, stringAt, valueAt } from '../../../../../lib/domain/kubernetes/json.ts'
import type { StoredObject } from '../../../../../lib/domain/kubernetes/object.ts'
import { ageOf } from '../age.ts'
import { ageColumn, column, createdColumn, joined, nameColumn, none, wide, type Column } from '../column.ts'

const fieldCount = (field: string) => (object: StoredObject) => Object.keys(objectAt(object, field)).length

export const namespaceColumns: readonly Column[] = [
  nameColumn,
  column('Status', (namespace) => stringAt(namespace, 'status', 'phase') ?? 'Unknown'),
  ageColumn,
]

export const serviceAccountColumns: readonly Column[] = [
  nameColumn,
  column('Secrets', (account) => listAt(account, 'secrets').length, 'integer'),
  ageColumn,
]

export const secretColumns: readonly Column[] = [
  nameColumn,
  column('Type', (secret) => stringAt(secret, 'type') ?? ''),
  column('Data', fieldCount('data'), 'integer'),
  ageColumn,
]

export const configMapColumns: readonly Column[] = [
  nameColumn,
  column('Data', (map) => fieldCount('data')(map) + fieldCount('binaryData')(map), 'integer'),
  ageColumn,
]

const lastSeen = (event: StoredObject) =>
  stringAt(event, 'series', 'lastObservedTime') ??
  stringAt(event, 'lastTimestamp') ??
  stringAt(event, 'eventTime') ??
  event.metadata.creationTimestamp

export const eventColumns: readonly Column[] = [
  column('Last Seen', (event, now) => ageOf(lastSeen(event), now)),
  column('Type', (event) => stringAt(event, 'type') ?? ''),
  column('Reason', (event) => stringAt(event, 'reason') ?? ''),
  column('Object', (event) => {
    const [kind = '', name = ''] = ['kind', 'name'].map((field) => stringAt(event, 'involvedObject', field))
    return `${kind.toLowerCase()}/${name}`
  }),
  wide('Subobject', (event) => stringAt(event, 'involvedObject', 'fieldPath') ?? ''),
  wide('Source', (event) => stringAt(event, 'source', 'component') ?? stringAt(event, 'reportingComponent') ?? ''),
  column('Message', (event) => (stringAt(event, 'message') ?? '').trim()),
  wide('First Seen', (event, now) => ageOf(stringAt(event, 'firstTimestamp') ?? event.metadata.creationTimestamp, now)),
  wide('Count', (event) => String(numberAt(event, 'series', 'count') ?? numberAt(event, 'count') ?? 1)),
  { ...nameColumn, priority: 1 },
]

function nodeStatus(node: StoredObject): string {
  const ready = listAt(node, 'status', 'conditions').find((condition) => stringAt(condition, 'type') === 'Ready')
  const state = stringAt(ready, 'status')
  const text = state === 'True' ? 'Ready' : state === undefined ? 'Unknown' : 'NotReady'
  return valueAt(node, 'spec', 'unschedulable') === true ? `${text},SchedulingDisabled` : text
}

const rolePrefix = 'node-role.kubernetes.io/'
function nodeRoles({ metadata }: StoredObject): string {
  const roles = Object.keys(metadata.labels ?? {}).filter((label) => label.startsWith(rolePrefix))
  return joined(roles.map((label) => label.slice(rolePrefix.length)))
}

const nodeAddress = (type: string) => (node: StoredObject) =>
  stringAt(
    listAt(node, 'status', 'addresses').find((address) => stringAt(address, 'type') === type),
    'address',
  ) ?? none
const nodeInfo = (field: string) => (node: StoredObject) => stringAt(node, 'status', 'nodeInfo', field) ?? '<unknown>'

export const nodeColumns: readonly Column[] = [
  nameColumn,
  column('Status', nodeStatus),
  column('Roles', nodeRoles),
  ageColumn,
  column('Version', nodeInfo('kubeletVersion')),
  wide('Internal-IP', nodeAddress('InternalIP')),
  wide('External-IP', nodeAddress('ExternalIP')),
  wide('OS-Image', nodeInfo('osImage')),
  wide('Kernel-Version', nodeInfo('kernelVersion')),
  wide('Container-Runtime', nodeInfo('containerRuntimeVersion')),
]

export const leaseColumns: readonly Column[] = [
  nameColumn,
  column('Holder', (lease) => stringAt(lease, 'spec', 'holderIdentity') ?? ''),
  ageColumn,
]

export const roleColumns: readonly Column[] = [nameColumn, createdColumn]

const subjects = (kind: string) => (binding: StoredObject) =>
  listAt(binding, 'subjects')
    .filter((subject) => stringAt(subject, 'kind') === kind)
    .map((subject) => {
      const namespace = stringAt(subject, 'namespace')
      return `${namespace === undefined ? '' : `${namespace}/`}${stringAt(subject, 'name') ?? ''}`
    })
    .join(', ')

export const bindingColumns: readonly Column[] = [
  nameColumn,
  column('Role', (binding) => `${stringAt(binding, 'roleRef', 'kind')}/${stringAt(binding, 'roleRef', 'name')}`),
  ageColumn,
  wide('Users', subjects('User')),
  wide('Groups', subjects('Group')),
  wide('ServiceAccounts', subjects('ServiceAccount')),
]
