import { z } from 'zod'
import { isObject, stringAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import { apiVersionOf, resourceName } from '../resources/definition.ts'
import type { DeleteOptions } from '../store.ts'
import { toStorageVersion } from '../writes/identity.ts'
import { readBody } from './body.ts'
import { apiVersionOfContext, isDryRun, objectKey, writeOptions, type ResourceContext } from './context.ts'
import { patchObject } from './patch-object.ts'
import { presentList, presentObject } from './present.ts'
import { listQuery } from './read-handlers.ts'
import { sendJson } from './respond.ts'

/** POST on a collection. */
export async function handleCreate(context: ResourceContext): Promise<void> {
  const { deps, definition, response } = context
  const body = objectOf(context, (await readBody(context.request)).value)
  const created = deps.store.create(resourceName(definition), body, writeOptions(context))
  sendJson(response, 201, presentObject(context, created))
}

/** PUT on an object or its status. */
export async function handleUpdate(context: ResourceContext): Promise<void> {
  const { deps, definition, response } = context
  const body = objectOf(context, (await readBody(context.request)).value)
  const { name } = objectKey(context)
  if ((body.metadata.name ?? name) !== name)
    throw new ApiError('BadRequest', `metadata.name is "${body.metadata.name}", but the URL names "${name}"`)
  const named = { ...body, metadata: { ...body.metadata, name } }
  const updated = deps.store.update(resourceName(definition), named, {
    ...writeOptions(context),
    ...subresourceOption(context),
  })
  sendJson(response, 200, presentObject(context, updated))
}

/** PATCH on an object or its status. */
export async function handlePatch(context: ResourceContext): Promise<void> {
  const { deps, response } = context
  const body = await readBody(context.request)
  const current = deps.store.read(objectKey(context))
  const patched = patchObject({ ...context, current }, body)
  const next = objectOf(context, patched)
  const updated = deps.store.update(
    resourceName(context.definition),
    { ...next, metadata: { ...next.metadata, name: current.metadata.name } },
    { ...writeOptions(context), ...subresourceOption(context) },
  )
  sendJson(response, 200, presentObject(context, updated))
}

/** DELETE on an object; answers a Status when it is gone and the object while it is terminating. */
export async function handleDelete(context: ResourceContext): Promise<void> {
  const { deps, response, definition } = context
  const result = deps.store.delete(objectKey(context), await deleteOptions(context))
  const { metadata } = result.object
  if (result.state === 'terminating' || definition.kind === 'Pod') {
    sendJson(response, 200, presentObject(context, result.object))
    return
  }
  sendJson(response, 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name: metadata.name, group: definition.group, kind: definition.plural, uid: metadata.uid },
  })
}

/** DELETE on a collection: every object that the selectors match. */
export async function handleDeleteCollection(context: ResourceContext): Promise<void> {
  const { deps, response, definition } = context
  const resource = resourceName(definition)
  const options = await deleteOptions(context)
  const { items, resourceVersion } = deps.store.list(resource, listQuery(context))
  for (const { metadata } of items)
    deps.store.delete({ resource, namespace: metadata.namespace, name: metadata.name }, options)
  sendJson(response, 200, presentList(context, { items, resourceVersion }))
}

/** The body as an object of the resource, in the namespace of the URL. */
function objectOf(context: ResourceContext, body: unknown): KubernetesObject {
  const { definition, namespace } = context
  if (isObject(body)) {
    const version = stringAt(body, 'apiVersion') ?? apiVersionOfContext(context)
    if (version !== apiVersionOfContext(context))
      throw new ApiError(
        'BadRequest',
        `apiVersion is "${version}", but this address takes ${apiVersionOf(definition.group, context.version)}`,
      )
  }
  const object = toStorageVersion(definition, body)
  if (!definition.namespaced || namespace === undefined) return object
  const stated = object.metadata.namespace
  if (stated !== undefined && stated !== namespace)
    throw new ApiError('BadRequest', `metadata.namespace is "${stated}", but the URL names "${namespace}"`)
  return { ...object, metadata: { ...object.metadata, namespace } }
}

function subresourceOption({ subresource }: ResourceContext): { subresource?: 'status' } {
  return subresource === 'status' ? { subresource } : {}
}

const deleteBody = z.looseObject({
  dryRun: z.array(z.literal('All')).optional(),
  gracePeriodSeconds: z.int().min(0).nullish(),
  propagationPolicy: z.enum(['Foreground', 'Background', 'Orphan']).nullish(),
  preconditions: z.looseObject({ uid: z.string().nullish(), resourceVersion: z.string().nullish() }).nullish(),
})

async function deleteOptions(context: ResourceContext): Promise<DeleteOptions> {
  const { query, request } = context
  const { value } = await readBody(request)
  const parsed = deleteBody.safeParse(value ?? {})
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ApiError('BadRequest', `DeleteOptions: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const fromQuery = deleteBody.safeParse({
    ...(query.has('gracePeriodSeconds') ? { gracePeriodSeconds: Number(query.get('gracePeriodSeconds')) } : {}),
    ...(query.has('propagationPolicy') ? { propagationPolicy: query.get('propagationPolicy') } : {}),
  })
  if (!fromQuery.success)
    throw new ApiError('BadRequest', 'gracePeriodSeconds or propagationPolicy in the URL is not allowed')
  const { preconditions } = parsed.data
  const gracePeriodSeconds = parsed.data.gracePeriodSeconds ?? fromQuery.data.gracePeriodSeconds
  const propagationPolicy = parsed.data.propagationPolicy ?? fromQuery.data.propagationPolicy
  return {
    dryRun: isDryRun(query) || (parsed.data.dryRun ?? []).length > 0,
    ...(gracePeriodSeconds === undefined || gracePeriodSeconds === null ? {} : { gracePeriodSeconds }),
    ...(propagationPolicy === undefined || propagationPolicy === null ? {} : { propagationPolicy }),
    preconditions: {
      uid: preconditions?.uid ?? undefined,
      resourceVersion: preconditions?.resourceVersion ?? undefined,
    },
  }
}
