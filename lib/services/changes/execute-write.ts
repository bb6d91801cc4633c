import type { StoredObject } from '../../domain/kubernetes/object.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { FIELD_MANAGER } from '../../domain/routing/owner.ts'
import type { KubernetesSource } from '../../sources/ports.ts'
import type { ChangePlan } from './change-plan.ts'

/**
 * Sends a plan to the API server, for real or with `dryRun=All`. The answer is the object as stored, null when it is gone.
 * @throws HeddleError CONFLICT with the live object (R27), or with the server's own sentence
 */
export async function executeWrite(
  kubernetes: KubernetesSource,
  plan: ChangePlan,
  dryRun: boolean,
): Promise<StoredObject | null> {
  try {
    return await send(kubernetes, plan, dryRun)
  } catch (error) {
    throw await asConflict(kubernetes, plan, error)
  }
}

async function send(kubernetes: KubernetesSource, { key, write }: ChangePlan, dryRun: boolean) {
  const options = { dryRun, fieldManager: FIELD_MANAGER }
  switch (write.type) {
    case 'patch':
      return kubernetes.patch(key, write.patch, options)
    case 'replace':
      return kubernetes.replace(key, write.object, options)
    case 'create':
      return kubernetes.create(key, write.object, options)
    case 'remove':
      await kubernetes.remove(key, { ...options, resourceVersion: write.resourceVersion })
      return null
  }
}

/** API servers call a failed test of a patch invalid; it is a conflict when the object is another one by now. */
async function asConflict(kubernetes: KubernetesSource, plan: ChangePlan, error: unknown): Promise<unknown> {
  if (!(error instanceof HeddleError) || (error.code !== 'UNPROCESSABLE' && error.code !== 'CONFLICT')) return error
  const live = await kubernetes.read(plan.key)
  const planned = plan.live?.metadata.resourceVersion
  if (error.code === 'UNPROCESSABLE' && live?.metadata.resourceVersion === planned) return error
  const { kind, namespace, name } = plan.key
  const message = `${kind} ${namespace}/${name} was ${live ? 'changed' : 'deleted'} by somebody else meanwhile; nothing was written`
  return new HeddleError('CONFLICT', message, { live, field: 'resourceVersion', cause: error })
}
