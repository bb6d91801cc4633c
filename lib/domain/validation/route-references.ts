import { fullHost, rulesOf, type Rule, type RuleSlice } from '../routing/rules.ts'
import { resolveTarget, type Target } from '../routing/targets.ts'
import { virtualServiceSchema } from '../routing/virtual-service.ts'
import { isVisible, type Checker, type Fault, type Subject, type World } from './checker.ts'

interface Place {
  readonly rule: Rule
  readonly slice: RuleSlice
  readonly target: Target
  /** JSON path of the destination. */
  readonly path: string
}

/** Every destination of a VirtualService with what stands behind it. */
function places(subject: Subject, world: World): Place[] {
  const parsed = virtualServiceSchema.safeParse(subject.object)
  if (!parsed.success) return []
  return rulesOf(parsed.data).flatMap((rule) =>
    rule.slices.map((slice, index) => ({
      rule,
      slice,
      target: resolveTarget(slice.destination, subject.namespace, world),
      path: `spec.${rule.protocol}[${rule.index}].route[${index}].destination`,
    })),
  )
}

const base = { kinds: ['VirtualService'] } as const

export const unknownHost: Checker = {
  ...base,
  code: 'H101',
  aliases: ['IST0101', 'KIA1101'],
  severity: 'error',
  title: 'A route sends to a host that does not exist',
  check: (subject, world) =>
    places(subject, world).flatMap(({ target, path }) =>
      target.kind === 'missing'
        ? [
            {
              path: `${path}.host`,
              message: `No Service or ServiceEntry has the host ${target.host}: requests sent there get 503.`,
            },
          ]
        : [],
    ),
}

export const missingSubset: Checker = {
  ...base,
  code: 'H103',
  aliases: ['IST0101', 'KIA1107'],
  severity: 'error',
  title: 'A route sends to a subset that no DestinationRule defines',
  check: (subject, world) =>
    places(subject, world).flatMap(({ target, path }): Fault[] => {
      if (target.kind === 'missing' || target.subset.type !== 'undefined') return []
      const { destinationRules } = target.subset
      const known =
        destinationRules.length === 0
          ? 'it has no DestinationRule'
          : `${destinationRules.join(', ')} ${destinationRules.length === 1 ? 'has' : 'have'} no such subset`
      const name = target.destination.subset ?? ''
      return [
        {
          path: `${path}.subset`,
          message: `${target.host} has no subset "${name}" (${known}): requests sent there get 503.`,
        },
      ]
    }),
}

export const emptySubset: Checker = {
  ...base,
  code: 'H104',
  aliases: ['KIA0203'],
  severity: 'warning',
  title: 'A route sends to a destination without a ready pod',
  check: (subject, world) =>
    places(subject, world).flatMap(({ slice, target, path }): Fault[] => {
      if (target.kind !== 'service' || target.subset.type === 'undefined' || target.readyPods > 0) return []
      const what = slice.destination.subset ? `Subset "${slice.destination.subset}" of ${target.host}` : target.host
      const pods = target.pods.length === 0 ? 'selects no pod' : `has ${target.pods.length} pods, none of them ready`
      const effect =
        slice.effective === 0 ? 'requests would fail if it were given weight' : 'requests sent there get 503'
      return [{ path, message: `${what} ${pods}: ${effect}.` }]
    }),
}

export const zeroWeights: Checker = {
  ...base,
  code: 'H105',
  aliases: [],
  severity: 'error',
  title: 'The weights of a rule add up to 0',
  check: ({ object }) => {
    const parsed = virtualServiceSchema.safeParse(object)
    if (!parsed.success) return []
    return rulesOf(parsed.data).flatMap((rule): Fault[] => {
      const weights = rule.slices.map(({ weight }) => weight)
      if (weights.length < 2 || weights.some((weight) => weight === null || weight > 0)) return []
      const path = `spec.${rule.protocol}[${rule.index}].route`
      return [
        { path, message: `The weights of rule ${rule.reference} add up to 0: at least one must be greater than 0.` },
      ]
    })
  },
}

export const unknownGateway: Checker = {
  ...base,
  code: 'H102',
  aliases: ['IST0101', 'KIA1102'],
  severity: 'error',
  title: 'A VirtualService is bound to a Gateway that does not exist',
  check: ({ object, namespace }, world) => {
    const names = virtualServiceSchema.safeParse(object).data?.spec.gateways ?? []
    return names.flatMap((reference, index): Fault[] => {
      if (reference === 'mesh') return []
      const [place, name] = reference.includes('/') ? splitOnce(reference) : [namespace, reference]
      if (world.gateways.some((gateway) => gateway.namespace === place && gateway.name === name)) return []
      const message = `There is no Gateway ${place}/${name}: requests through it never reach these rules.`
      return [{ path: `spec.gateways[${index}]`, message }]
    })
  },
}

export const hiddenDestination: Checker = {
  ...base,
  code: 'H106',
  aliases: [],
  severity: 'warning',
  title: 'A route sends to something that is not exported to its namespace',
  check: (subject, world) =>
    places(subject, world).flatMap(({ target, path }): Fault[] => {
      const from = subject.namespace
      const service = world.services.find(
        ({ namespace, name }) => `${name}.${namespace}.svc.cluster.local` === target.host,
      )
      if (service && !isVisible(world.exports({ kind: 'Service', ...service }), { home: service.namespace, from })) {
        return [
          {
            path: `${path}.host`,
            message: `Service ${service.namespace}/${service.name} is not exported to ${from}, so its callers there don't know it.`,
          },
        ]
      }
      if (target.subset.type !== 'defined') return []
      const { destinationRule } = target.subset
      const rule = world.destinationRules.find(
        ({ name, host, namespace }) => name === destinationRule && fullHost(host, namespace) === target.host,
      )
      if (!rule || isVisible(world.exports({ kind: 'DestinationRule', ...rule }), { home: rule.namespace, from }))
        return []
      return [
        {
          path: `${path}.subset`,
          message: `DestinationRule ${rule.namespace}/${rule.name}, which defines the subset, is not exported to ${from}.`,
        },
      ]
    }),
}

export const sharedHost: Checker = {
  ...base,
  code: 'H107',
  aliases: ['IST0109', 'KIA1106'],
  severity: 'warning',
  title: 'Several VirtualServices have the same host for sidecars',
  check: (subject, world) => {
    const own = meshHosts(subject)
    return own.flatMap(({ host, index }): Fault[] => {
      const others = world.virtualServices.filter(
        (other) =>
          (other.namespace !== subject.namespace || other.name !== subject.name) &&
          meshHosts(other).some((one) => one.host === host),
      )
      if (others.length === 0) return []
      const names = others.map(({ namespace, name }) => `${namespace}/${name}`).join(', ')
      return [
        {
          path: `spec.hosts[${index}]`,
          message: `${host} is a host of ${names} too: sidecars use the oldest and ignore the others.`,
        },
      ]
    })
  },
}

function meshHosts({ object, namespace }: Subject): { host: string; index: number }[] {
  const spec = virtualServiceSchema.safeParse(object).data?.spec
  if (spec?.gateways !== undefined && !spec.gateways.includes('mesh')) return []
  return (spec?.hosts ?? []).map((host, index) => ({ host: fullHost(host, namespace), index }))
}

function splitOnce(reference: string): [string, string] {
  const at = reference.indexOf('/')
  return [reference.slice(0, at), reference.slice(at + 1)]
}
