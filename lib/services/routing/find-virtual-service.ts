import { HeddleError } from '../../domain/model/heddle-error.ts'
import { maySee } from '../../domain/model/principal.ts'
import { fullHost } from '../../domain/routing/rules.ts'
import { virtualServiceSchema, type VirtualService } from '../../domain/routing/virtual-service.ts'
import type { KubernetesObject, StoredObject } from '../../domain/kubernetes/object.ts'
import type { Call } from '../deps.ts'

export interface Found {
  readonly object: StoredObject
  readonly virtualService: VirtualService
}

/**
 * The VirtualService of that name, else the one that has the service of that name among its hosts; null when there is none.
 * @throws HeddleError NOT_FOUND for a namespace that may not be seen, UNPROCESSABLE for an object that can't be read
 */
export async function findVirtualService(
  call: Call<{ readonly namespace: string; readonly name: string }>,
): Promise<Found | null> {
  const { deps, input, principal, signal } = call
  if (!maySee(principal, input.namespace)) {
    throw new HeddleError('NOT_FOUND', `there is no namespace ${JSON.stringify(input.namespace)}`)
  }
  const named = await deps.kubernetes.read({ kind: 'VirtualService', ...input }, signal)
  if (named) return found(named)
  const host = `${input.name}.${input.namespace}.svc.cluster.local`
  const all = deps.kubernetes.snapshot('VirtualService').items
  const serving = all.find((object) => object.metadata.namespace === input.namespace && hasHost(object, host))
  const { name } = serving?.metadata ?? {}
  if (name === undefined) return null
  const object = await deps.kubernetes.read({ kind: 'VirtualService', namespace: input.namespace, name }, signal)
  return object ? found(object) : null
}

function found(object: StoredObject): Found {
  const parsed = virtualServiceSchema.safeParse(object)
  if (parsed.success) return { object, virtualService: parsed.data }
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') ?? 'spec'
  throw new HeddleError('UNPROCESSABLE', `this VirtualService can't be read: ${where} ${issue?.message ?? ''}`, {
    field: where,
  })
}

function hasHost(object: KubernetesObject, host: string): boolean {
  const parsed = virtualServiceSchema.safeParse(object)
  if (!parsed.success) return false
  const { namespace } = parsed.data.metadata
  return (parsed.data.spec.hosts ?? []).some((name) => fullHost(name, namespace) === host)
}
