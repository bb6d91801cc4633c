import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { ConfigResponse } from '../../contract/config.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import { referencesOf, referrersOf, type Reference } from '../../domain/validation/references.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { configKinds, isConfigKind } from '../../domain/istio/config-kinds.ts'
import { readWorld } from './read-world.ts'
import { summaryOf } from './summary-of.ts'

export interface ConfigName {
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** One object as it is now, read past every cache. @throws HeddleError INVALID, FORBIDDEN, NOT_FOUND, SOURCE_UNAVAILABLE */
export async function getConfig({ deps, principal, input, signal }: Call<ConfigName>): Promise<ConfigResponse> {
  const { kind, namespace, name } = input
  requireNamespaces(principal, [namespace])
  if (!isConfigKind(kind))
    throw new HeddleError('INVALID', `kind: "${kind}" is not one of ${configKinds.join(', ')}`, { field: 'kind' })
  const object = await deps.kubernetes.read({ kind, namespace, name }, signal)
  if (object === null)
    throw new HeddleError('NOT_FOUND', `There is no ${kind} "${name}" in the namespace "${namespace}".`, {
      field: 'name',
    })
  const checked = readWorld(deps.kubernetes)
  const subject = { kind, namespace, name, object }
  return {
    ...summaryOf(object, checked),
    object: withoutNoise(object),
    references: checked === null ? [] : seen(principal, referencesOf(subject, checked.world)),
    referrers: checked === null ? [] : seen(principal, referrersOf(subject, checked.world)),
  }
}

/** Only what may be seen: a reference would tell of an object. */
function seen(principal: Principal, references: readonly Reference[]): Reference[] {
  return references.filter(({ namespace }) => maySee(principal, namespace))
}

/** Managed fields and the last-applied copy are noise to people, and the copy may hold what was removed since. */
function withoutNoise(object: KubernetesObject): Record<string, unknown> {
  const { managedFields: _managed, annotations = {}, ...metadata } = object.metadata
  const kept = Object.fromEntries(Object.entries(annotations).filter(([name]) => name !== LAST_APPLIED))
  return { ...object, metadata: { ...metadata, ...(Object.keys(kept).length === 0 ? {} : { annotations: kept }) } }
}
