import { listAt, objectAt } from '../../../../lib/domain/kubernetes/json.ts'
import { ApiError } from '../api-error.ts'
import { readBody } from './body.ts'
import { objectKey, writeOptions, type ResourceContext } from './context.ts'
import { presentObject } from './present.ts'
import { sendJson } from './respond.ts'

/** PUT namespaces/NAME/finalize: replaces spec.finalizers; without any left, a terminating namespace goes. */
export async function handleFinalize(context: ResourceContext): Promise<void> {
  const { value } = await readBody(context.request)
  const finalizers = listAt(value, 'spec', 'finalizers')
  const updated = context.deps.store.modify(
    objectKey(context),
    (namespace) => ({ ...namespace, spec: { ...objectAt(namespace, 'spec'), finalizers } }),
    writeOptions(context),
  )
  sendJson(context.response, 200, presentObject(context, updated))
}

/** POST pods/NAME/binding: puts a pod on a node. */
export async function handleBinding(context: ResourceContext): Promise<void> {
  const { value } = await readBody(context.request)
  const nodeName = objectAt(value, 'target')['name']
  if (typeof nodeName !== 'string' || nodeName === '')
    throw new ApiError('Invalid', 'target.name: Required value: must be the name of a node')
  context.deps.store.modify(
    objectKey(context),
    (pod) => ({ ...pod, spec: { ...objectAt(pod, 'spec'), nodeName } }),
    writeOptions(context),
  )
  sendJson(context.response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' })
}

/** POST pods/NAME/eviction: a graceful delete. */
export function handleEviction(context: ResourceContext): void {
  context.deps.store.delete(objectKey(context), { dryRun: writeOptions(context).dryRun === true })
  sendJson(context.response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' })
}
