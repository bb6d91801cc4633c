import { z } from 'zod'
import { ownedMetadataSchema, specManagers } from '../routing/owner.ts'
import { destinationName } from '../routing/rules.ts'
import { shiftedRule, ruleIn, shortName } from '../routing/weight-changes.ts'

/** An object before and after somebody changed it; null before it was made and after it was deleted. */
export interface ObservedChange {
  readonly before: unknown
  readonly after: unknown
}

const withSpec = z.looseObject({ spec: z.unknown() })
const deployment = z.looseObject({
  kind: z.literal('Deployment'),
  spec: z.looseObject({
    replicas: z.int().optional(),
    template: z.looseObject({
      spec: z.looseObject({ containers: z.array(z.looseObject({ name: z.string(), image: z.string().optional() })) }),
    }),
  }),
})
const withMetadata = z.looseObject({ metadata: ownedMetadataSchema })

/** Whether what the object asks for changed: status, labels and bookkeeping do not count. */
export function isSpecChange({ before, after }: ObservedChange): boolean {
  if ((before === null) !== (after === null)) return true
  return JSON.stringify(specOf(before)) !== JSON.stringify(specOf(after))
}

/** Who changed an object, as far as its field managers tell: where from, and by what name. */
export function authorOf({ before, after }: ObservedChange): { source: string; actor: string } {
  const parsed = withMetadata.safeParse(after ?? before)
  const manager = parsed.success ? specManagers(parsed.data.metadata)[0] : undefined
  if (manager === undefined || after === null) return { source: 'unknown', actor: 'unknown' }
  const known = sources.find(([prefix]) => manager.startsWith(prefix))
  return { source: known?.[1] ?? manager, actor: manager }
}

const sources = [
  ['kubectl', 'kubectl'],
  ['argocd', 'argo-cd'],
  ['kustomize-controller', 'flux'],
  ['helm', 'helm'],
  ['flagger', 'flagger'],
  ['rollouts-controller', 'argo-rollouts'],
  ['kube-controller-manager', 'autoscaler'],
] as const

/** What changed, in a line. */
export function observedSummary(change: ObservedChange): string {
  if (change.before === null) return 'created'
  if (change.after === null) return 'deleted'
  return weightsSummary(change) ?? deploymentSummary(change) ?? 'changed'
}

function weightsSummary({ before, after }: ObservedChange): string | null {
  const rule = shiftedRule(before, after)
  const old = rule && ruleIn(before, (other) => other.reference === rule.reference)
  if (!rule || !old) return null
  const parts = rule.slices.flatMap((slice, place) => {
    const name = destinationName(slice.destination)
    const was = old.slices.find((other) => destinationName(other.destination) === name)?.effective ?? 0
    return was === slice.effective ? [] : [`${shortName(rule, place)} ${was} → ${slice.effective}`]
  })
  return parts.length > 0 ? parts.join(', ') : null
}

function deploymentSummary({ before, after }: ObservedChange): string | null {
  const old = deployment.safeParse(before)
  const now = deployment.safeParse(after)
  if (!old.success || !now.success) return null
  const [was, is] = [old.data.spec.replicas ?? 1, now.data.spec.replicas ?? 1]
  const images = now.data.spec.template.spec.containers.flatMap(({ name, image }) => {
    const last = old.data.spec.template.spec.containers.find((container) => container.name === name)?.image
    return last === image ? [] : [`image of ${name} ${image ?? 'none'}`]
  })
  const parts = [...(was === is ? [] : [`${was} → ${is} pods`]), ...images]
  return parts.length > 0 ? parts.join(', ') : null
}

function specOf(object: unknown): unknown {
  return withSpec.safeParse(object).data?.spec ?? null
}
