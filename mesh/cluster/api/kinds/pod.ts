import {
  invalidField,
  requiredField,
  unsupportedField,
  type FieldError,
} from '../../../../lib/domain/kubernetes/field-error.ts'
import {
  isObject,
  listAt,
  objectAt,
  sameJson,
  stringAt,
  type JsonObject,
} from '../../../../lib/domain/kubernetes/json.ts'
import type { KindRules } from './kind-rules.ts'

function withContainerDefaults(container: unknown): unknown {
  if (!isObject(container)) return container
  const image = stringAt(container, 'image') ?? ''
  const isLatest = image !== '' && (!/:[^/]+$/.test(image) || image.endsWith(':latest'))
  return {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent',
    resources: {},
    ...container,
    ...(container['ports'] === undefined
      ? {}
      : { ports: listAt(container, 'ports').map((port) => (isObject(port) ? { protocol: 'TCP', ...port } : port)) }),
    ...Object.fromEntries(
      ['livenessProbe', 'readinessProbe', 'startupProbe']
        .filter((probe) => isObject(container[probe]))
        .map((probe) => [probe, withProbeDefaults(objectAt(container, probe))]),
    ),
  }
}

function withProbeDefaults(probe: JsonObject): JsonObject {
  const action = isObject(probe['httpGet'])
    ? { httpGet: { scheme: 'HTTP', path: '/', ...objectAt(probe, 'httpGet') } }
    : {}
  return { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3, ...probe, ...action }
}

/** Kubernetes' defaults of a pod's spec, also inside a template. */
export function podSpecDefaults(spec: JsonObject): JsonObject {
  const account = stringAt(spec, 'serviceAccountName') ?? stringAt(spec, 'serviceAccount')
  return {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    ...spec,
    ...(account === undefined ? {} : { serviceAccountName: account, serviceAccount: account }),
    containers: listAt(spec, 'containers').map(withContainerDefaults),
    ...(spec['initContainers'] === undefined
      ? {}
      : { initContainers: listAt(spec, 'initContainers').map(withContainerDefaults) }),
  }
}

/** Faults of a pod's spec that its schema can't say; `path` is `spec` or `spec.template.spec`. */
export function podSpecErrors(spec: JsonObject, path: string): FieldError[] {
  const errors: FieldError[] = []
  const containers = listAt(spec, 'containers')
  if (containers.length === 0) errors.push(requiredField(`${path}.containers`, 'must have at least one container'))
  const names = new Set<string>()
  for (const list of ['containers', 'initContainers'])
    for (const [index, container] of listAt(spec, list).entries()) {
      const field = `${path}.${list}[${index}]`
      const name = stringAt(container, 'name') ?? ''
      if (names.has(name))
        errors.push({
          field: `${field}.name`,
          reason: 'FieldValueDuplicate',
          message: `Duplicate value: ${JSON.stringify(name)}`,
        })
      names.add(name)
      if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))
        errors.push(
          invalidField(`${field}.name`, name, 'must be lower-case letters, digits and -, at most 63 characters'),
        )
      if (!stringAt(container, 'image')) errors.push(requiredField(`${field}.image`))
      errors.push(...portErrors(container, field))
    }
  const policies = ['Always', 'OnFailure', 'Never']
  const policy = stringAt(spec, 'restartPolicy')
  if (policy !== undefined && !policies.includes(policy))
    errors.push(unsupportedField(`${path}.restartPolicy`, policy, policies))
  return errors
}

function portErrors(container: unknown, field: string): FieldError[] {
  return listAt(container, 'ports').flatMap((port, index) => {
    const number = objectAt({ port }, 'port')['containerPort']
    return typeof number === 'number' && (number < 1 || number > 65_535)
      ? [invalidField(`${field}.ports[${index}].containerPort`, number, 'must be between 1 and 65535')]
      : []
  })
}

// Kubernetes lets a pod's spec change in these fields only.
function withoutMutable(spec: JsonObject): JsonObject {
  const { activeDeadlineSeconds: _a, tolerations: _t, terminationGracePeriodSeconds: _g, ...rest } = spec
  const withoutImage = (container: unknown) => (isObject(container) ? { ...container, image: '' } : container)
  return {
    ...rest,
    containers: listAt(spec, 'containers').map(withoutImage),
    initContainers: listAt(spec, 'initContainers').map(withoutImage),
  }
}

export const podRules: KindRules = {
  defaults: (object) => ({
    ...object,
    spec: podSpecDefaults({
      enableServiceLinks: true,
      serviceAccountName: 'default',
      serviceAccount: 'default',
      ...withAccount(objectAt(object, 'spec')),
    }),
  }),
  allocate: (object) => ({ ...object, status: { phase: 'Pending', qosClass: 'BestEffort' } }),
  validate: (object) => podSpecErrors(objectAt(object, 'spec'), 'spec'),
  validateUpdate: (object, old) => {
    const before = withoutMutable(objectAt(old, 'spec'))
    const after = withoutMutable(objectAt(object, 'spec'))
    // Binding a pod to its node is the one field that may be set once.
    const bound = before['nodeName'] === undefined ? { ...before, nodeName: after['nodeName'] } : before
    if (sameJson(JSON.parse(JSON.stringify(bound)), after)) return []
    return [
      {
        field: 'spec',
        reason: 'FieldValueForbidden',
        message:
          'Forbidden: a pod may only change containers[*].image, initContainers[*].image, activeDeadlineSeconds, terminationGracePeriodSeconds and tolerations',
      },
    ]
  },
}

// An author who sets one of the two names means both.
function withAccount(spec: JsonObject): JsonObject {
  const account = stringAt(spec, 'serviceAccountName') ?? stringAt(spec, 'serviceAccount')
  return account === undefined || account === ''
    ? spec
    : { ...spec, serviceAccountName: account, serviceAccount: account }
}
