import { isObject } from '../../../../lib/domain/kubernetes/json.ts'
import { ApiError } from '../api-error.ts'
import { applyScale, scaleOf } from '../kinds/scale.ts'
import { readBody, type RequestBody } from './body.ts'
import { objectKey, writeOptions, type ResourceContext } from './context.ts'
import { patchObject } from './patch-object.ts'
import { sendJson } from './respond.ts'

/** GET, PUT and PATCH on the scale subresource: autoscaling/v1 Scale. */
export async function handleScale(context: ResourceContext): Promise<void> {
  const { deps, request, response } = context
  const current = deps.store.read(objectKey(context))
  if (request.method === 'GET') {
    sendJson(response, 200, scaleOf(current))
    return
  }
  const body = await readBody(request)
  const scale = request.method === 'PUT' ? body.value : patchedScale(context, body)
  if (!isObject(scale)) throw new ApiError('BadRequest', 'the body must be an autoscaling/v1 Scale')
  const revision = isObject(scale['metadata']) ? scale['metadata']['resourceVersion'] : undefined
  const next = applyScale(scale, current)
  const guarded = typeof revision === 'string' ? { ...next.metadata, resourceVersion: revision } : next.metadata
  const options = { ...writeOptions(context), subresource: 'scale' as const }
  const updated = deps.store.modify(objectKey(context), () => ({ ...next, metadata: guarded }), options)
  sendJson(response, 200, scaleOf(updated))
}

function patchedScale(context: ResourceContext, body: RequestBody): unknown {
  const current = scaleOf(context.deps.store.read(objectKey(context)))
  // A Scale has no lists, so a strategic patch of it is a merge patch.
  const isStrategic = body.mediaType === 'application/strategic-merge-patch+json'
  const patch = isStrategic ? { ...body, mediaType: 'application/merge-patch+json' } : body
  return patchObject({ definition: { ...context.definition, group: 'autoscaling' }, version: 'v1', current }, patch)
}
