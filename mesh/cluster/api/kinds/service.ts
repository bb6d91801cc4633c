import {
  invalidField,
  requiredField,
  unsupportedField,
  type FieldError,
} from '../../../../lib/domain/kubernetes/field-error.ts'
import { isObject, listAt, objectAt, stringAt, type JsonObject } from '../../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { maxServiceIndex, serviceIndexAnnotation } from '../../../network/addresses.ts'
import { ApiError } from '../api-error.ts'
import type { KindRules } from './kind-rules.ts'

const types = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']
const protocols = ['TCP', 'UDP', 'SCTP']

function withPortDefaults(port: unknown): unknown {
  return isObject(port) ? { protocol: 'TCP', targetPort: port['port'], ...port } : port
}

function withServiceDefaults(object: KubernetesObject): KubernetesObject {
  const spec = objectAt(object, 'spec')
  const isExternal = spec['type'] === 'ExternalName'
  return {
    ...object,
    spec: {
      sessionAffinity: 'None',
      type: 'ClusterIP',
      ...(isExternal ? {} : { internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }),
      ...spec,
      ...(spec['ports'] === undefined ? {} : { ports: listAt(spec, 'ports').map(withPortDefaults) }),
    },
    status: object['status'] ?? { loadBalancer: {} },
  }
}

const clusterIpOf = (object: unknown) => stringAt(object, 'spec', 'clusterIP')

/** First address of 10.96.0.0/16 that no Service has; the first ten stay free for fixed ones. */
function freeClusterIp(existing: readonly StoredObject[]): string {
  const used = new Set(existing.map(clusterIpOf))
  for (let number = 10; number < 65_535; number += 1) {
    const address = `10.96.${number >> 8}.${number & 255}`
    if (!used.has(address)) return address
  }
  throw new ApiError('InternalError', 'no address of 10.96.0.0/16 is free for another Service')
}

/** Lowest index 0..243 that no Service has: its place in every pod's own address range. */
function freeServiceIndex(existing: readonly StoredObject[]): number {
  const used = new Set(existing.map((service) => service.metadata.annotations?.[serviceIndexAnnotation]))
  for (let index = 0; index <= maxServiceIndex; index += 1) if (!used.has(String(index))) return index
  throw new ApiError(
    'Forbidden',
    `the bundled mesh holds at most ${maxServiceIndex + 1} Services: delete one before creating another`,
  )
}

function withAddress(spec: JsonObject, address: string | undefined): JsonObject {
  return address === undefined || address === '' ? spec : { ...spec, clusterIP: address, clusterIPs: [address] }
}

function withIndex(object: KubernetesObject, index: string | undefined): KubernetesObject {
  if (index === undefined) return object
  const annotations = { ...object.metadata.annotations, [serviceIndexAnnotation]: index }
  return { ...object, metadata: { ...object.metadata, annotations } }
}

export const serviceRules: KindRules = {
  defaults: withServiceDefaults,
  allocate: (object, existing) => {
    if (stringAt(object, 'spec', 'type') === 'ExternalName') return object
    const services = existing()
    const address = clusterIpOf(object) || freeClusterIp(services)
    const allocated = { ...object, spec: withAddress(objectAt(object, 'spec'), address) }
    return withIndex(allocated, String(freeServiceIndex(services)))
  },
  carry: (object, old) => {
    const address = clusterIpOf(object) || clusterIpOf(old)
    const carried = { ...object, spec: withAddress(objectAt(object, 'spec'), address) }
    return withIndex(carried, old.metadata.annotations?.[serviceIndexAnnotation])
  },
  validate: serviceErrors,
  validateUpdate: (object, old) => {
    const before = clusterIpOf(old)
    return before === undefined || before === '' || clusterIpOf(object) === before
      ? []
      : [invalidField('spec.clusterIP', clusterIpOf(object), `must stay ${before}`)]
  },
}

function serviceErrors(object: KubernetesObject): FieldError[] {
  const errors: FieldError[] = []
  const type = stringAt(object, 'spec', 'type') ?? ''
  if (!types.includes(type)) errors.push(unsupportedField('spec.type', type, types))
  const ports = listAt(object, 'spec', 'ports')
  const isHeadless = clusterIpOf(object) === 'None'
  if (type === 'ExternalName' && !stringAt(object, 'spec', 'externalName'))
    errors.push(requiredField('spec.externalName', 'must be set for type ExternalName'))
  if (ports.length === 0 && type !== 'ExternalName' && !isHeadless)
    errors.push(requiredField('spec.ports', 'must have at least one port'))
  const names = new Set<unknown>()
  for (const [index, port] of ports.entries())
    errors.push(...portErrors(port, { index, many: ports.length > 1, names }))
  return errors
}

interface PortPlace {
  readonly index: number
  readonly many: boolean
  readonly names: Set<unknown>
}

function portErrors(port: unknown, { index, many, names }: PortPlace): FieldError[] {
  const field = `spec.ports[${index}]`
  const { port: number, protocol, name, targetPort } = objectAt({ port }, 'port')
  const isPort = (value: unknown) => typeof value === 'number' && value >= 1 && value <= 65_535
  const errors: FieldError[] = []
  if (!isPort(number)) errors.push(invalidField(`${field}.port`, number, 'must be between 1 and 65535'))
  if (typeof targetPort === 'number' && !isPort(targetPort))
    errors.push(invalidField(`${field}.targetPort`, targetPort, 'must be between 1 and 65535'))
  if (!protocols.includes(String(protocol))) errors.push(unsupportedField(`${field}.protocol`, protocol, protocols))
  if (many && !name) errors.push(requiredField(`${field}.name`, 'must be set when there are several ports'))
  if (name !== undefined && names.has(name))
    errors.push({
      field: `${field}.name`,
      reason: 'FieldValueDuplicate',
      message: `Duplicate value: ${JSON.stringify(name)}`,
    })
  names.add(name)
  return errors
}
