import { listAt, stringAt, stringsAt } from '../../kubernetes/json.ts'
import type { KubernetesObject } from '../../kubernetes/object.ts'
import { rulesOf, type RuleSlice } from '../../routing/rules.ts'
import { virtualServiceSchema } from '../../routing/virtual-service.ts'
import { serviceKey } from '../config-facts.ts'
import type { RuledEdge } from './applying-rules.ts'
import type { ExplainedObject } from './model.ts'
import { referenceOf } from './tls-rules.ts'

/** The rule that speaks of a callee, and the share (0..1) of its requests that it sends there. */
export interface RouteShare {
  readonly object: ExplainedObject
  readonly rule: string
  readonly share: number
}

/**
 * What routes give a callee: the largest share of any rule whose subsets tell versions of its service apart. Null without a
 * callee, or where no rule names a subset: then every pod of the service gets its part.
 */
export function routeShare(routing: readonly KubernetesObject[], { service, callee }: RuledEdge): RouteShare | null {
  if (callee === null) return null
  const subsets = subsetLabels(routing.filter(({ kind }) => kind === 'DestinationRule'))
  const isCallee = ({ destination: { subset } }: RuleSlice) =>
    subset !== undefined &&
    Object.entries(subsets.get(subset) ?? { '': '' }).every(([key, value]) => callee.labels[key] === value)
  const shares = routing.flatMap((object) => {
    const parsed = virtualServiceSchema.safeParse(object)
    if (object.kind !== 'VirtualService' || !parsed.success) return []
    return rulesOf(parsed.data).flatMap(({ reference, slices, total }) => {
      const own = slices.filter(
        ({ destination }) => serviceKey(destination.host, object.metadata.namespace ?? '') === service,
      )
      if (own.length === 0 || own.some(({ destination }) => destination.subset === undefined)) return []
      const weight = own.filter(isCallee).reduce((sum, { effective }) => sum + effective, 0)
      return [{ object: referenceOf(object), rule: reference, share: weight / Math.max(1, total) }]
    })
  })
  return shares.toSorted((a, b) => b.share - a.share)[0] ?? null
}

function subsetLabels(rules: readonly KubernetesObject[]): Map<string, Record<string, string>> {
  return new Map(
    rules.flatMap((rule) =>
      listAt(rule, 'spec', 'subsets').map(
        (subset) => [stringAt(subset, 'name') ?? '', stringsAt(subset, 'labels')] as const,
      ),
    ),
  )
}
