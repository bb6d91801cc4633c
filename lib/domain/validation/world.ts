import { z } from 'zod'
import { destinationRuleFacts, externalHosts, podFacts, serviceFacts } from '../routing/facts.ts'
import type { Exported, Subject, World } from './checker.ts'

const exporting = z.looseObject({
  metadata: z.looseObject({
    namespace: z.string().default(''),
    name: z.string().default(''),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.looseObject({ exportTo: z.array(z.string()).optional() }).optional(),
})

/** Objects by kind, as the cluster holds them. */
export interface Holdings {
  readonly services: readonly unknown[]
  readonly pods: readonly unknown[]
  readonly destinationRules: readonly unknown[]
  readonly serviceEntries: readonly unknown[]
  readonly virtualServices: readonly unknown[]
  readonly gateways: readonly unknown[]
}

/** What the checks need of a cluster. Objects that can't be read are left out: a check of their own names them. */
export function worldOf(held: Holdings): World {
  const exported = new Map(
    [
      ...held.services.map((one) => exportOf('Service', one)),
      ...held.destinationRules.map((one) => exportOf('DestinationRule', one)),
    ].flatMap((entry) => (entry === null ? [] : [entry])),
  )
  return {
    services: held.services.flatMap((one) => serviceFacts(one) ?? []),
    pods: held.pods.flatMap((one) => podFacts(one) ?? []),
    destinationRules: held.destinationRules.flatMap((one) => destinationRuleFacts(one) ?? []),
    externalHosts: held.serviceEntries.flatMap(externalHosts),
    virtualServices: held.virtualServices.flatMap((one) => subjectOf('VirtualService', one) ?? []),
    gateways: held.gateways.flatMap((one) => subjectOf('Gateway', one) ?? []),
    exports: ({ kind, namespace, name }) => exported.get(`${kind}/${namespace}/${name}`) ?? ['*'],
  }
}

/** An object with its name; null when it has none. */
export function subjectOf(kind: string, object: unknown): Subject | null {
  const parsed = exporting.safeParse(object)
  if (!parsed.success) return null
  const { namespace, name } = parsed.data.metadata
  return { kind, namespace, name, object }
}

/** A Service says it by annotation, Istio's own kinds by a field; neither means everybody. `~` means nobody. */
function exportOf(kind: string, object: unknown): [string, Exported] | null {
  const parsed = exporting.safeParse(object)
  if (!parsed.success) return null
  const { namespace, name, annotations } = parsed.data.metadata
  const annotated = annotations?.['networking.istio.io/exportTo']?.split(',').map((target) => target.trim())
  const targets = kind === 'Service' ? annotated : parsed.data.spec?.exportTo
  return [`${kind}/${namespace}/${name}`, targets === undefined || targets.length === 0 ? ['*'] : targets]
}
