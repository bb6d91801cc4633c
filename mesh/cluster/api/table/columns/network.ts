import { listAt, numberAt, stringAt, stringsAt } from '../../../../../lib/domain/kubernetes/json.ts'
import type { StoredObject } from '../../../../../lib/domain/kubernetes/object.ts'
import { ageColumn, column, joined, nameColumn, none, wide, type Column } from '../column.ts'

function ports(service: StoredObject): string {
  return joined(
    listAt(service, 'spec', 'ports').map((port) => {
      const nodePort = numberAt(port, 'nodePort')
      const number = `${numberAt(port, 'port') ?? 0}${nodePort === undefined ? '' : `:${nodePort}`}`
      return `${number}/${stringAt(port, 'protocol') ?? 'TCP'}`
    }),
  )
}

function externalAddress(service: StoredObject): string {
  const given = listAt(service, 'spec', 'externalIPs').filter((ip) => typeof ip === 'string')
  switch (stringAt(service, 'spec', 'type')) {
    case 'ExternalName':
      return stringAt(service, 'spec', 'externalName') ?? none
    case 'LoadBalancer': {
      const ingress = listAt(service, 'status', 'loadBalancer', 'ingress')
      const found = ingress.map((entry) => stringAt(entry, 'ip') ?? stringAt(entry, 'hostname'))
      return found.length === 0 && given.length === 0 ? '<pending>' : joined([...found, ...given])
    }
    default:
      return joined(given)
  }
}

export const serviceColumns: readonly Column[] = [
  nameColumn,
  column('Type', (service) => stringAt(service, 'spec', 'type') ?? ''),
  column('Cluster-IP', (service) => stringAt(service, 'spec', 'clusterIP') ?? none),
  column('External-IP', externalAddress),
  column('Port(s)', ports),
  ageColumn,
  wide('Selector', (service) =>
    joined(Object.entries(stringsAt(service, 'spec', 'selector')).map(([key, value]) => `${key}=${value}`)),
  ),
]

const shownItems = 3
function shortened(texts: readonly string[], unset: string): string {
  if (texts.length === 0) return unset
  const rest = texts.length - shownItems
  return rest > 0 ? `${texts.slice(0, shownItems).join(',')} + ${rest} more...` : texts.join(',')
}

export const endpointsColumns: readonly Column[] = [
  nameColumn,
  column('Endpoints', (endpoints) =>
    shortened(
      listAt(endpoints, 'subsets').flatMap((subset) =>
        listAt(subset, 'ports').flatMap((port) =>
          listAt(subset, 'addresses').map((address) => `${stringAt(address, 'ip')}:${numberAt(port, 'port')}`),
        ),
      ),
      none,
    ),
  ),
  ageColumn,
]

export const endpointSliceColumns: readonly Column[] = [
  nameColumn,
  column('AddressType', (slice) => stringAt(slice, 'addressType') ?? ''),
  column('Ports', (slice) =>
    shortened(
      listAt(slice, 'ports').map((port) => String(numberAt(port, 'port') ?? '*')),
      '<unset>',
    ),
  ),
  column('Endpoints', (slice) =>
    shortened(
      listAt(slice, 'endpoints').flatMap((endpoint) => listAt(endpoint, 'addresses').map(String)),
      '<unset>',
    ),
  ),
  ageColumn,
]
