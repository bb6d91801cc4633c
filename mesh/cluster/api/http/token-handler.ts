import { z } from 'zod'
import { fieldErrors } from '../../../../lib/domain/kubernetes/field-error.ts'
import { ApiError } from '../api-error.ts'
import { apiAudience } from '../auth/service-account-tokens.ts'
import { wholeSeconds } from '../writes/deletion.ts'
import { invalidObject } from '../writes/validate-object.ts'
import { readBody } from './body.ts'
import { objectKey, type ResourceContext } from './context.ts'
import { sendJson } from './respond.ts'

const minimumSeconds = 600
const maximumSeconds = 365 * 86_400

const tokenRequest = z.looseObject({
  spec: z
    .object({
      audiences: z.array(z.string().min(1)).nullish(),
      expirationSeconds: z.int().min(minimumSeconds).max(maximumSeconds).nullish(),
      boundObjectRef: z
        .object({ kind: z.string(), apiVersion: z.string().optional(), name: z.string(), uid: z.string().optional() })
        .nullish(),
    })
    .default({}),
})

/** POST serviceaccounts/NAME/token: a JWT for the account, bound to a pod when the request names one. */
export async function handleTokenRequest(context: ResourceContext): Promise<void> {
  const { deps, response } = context
  const account = deps.store.read(objectKey(context))
  const { value } = await readBody(context.request)
  const parsed = tokenRequest.safeParse(value ?? {})
  if (!parsed.success)
    throw invalidObject(
      { group: 'authentication.k8s.io', kind: 'TokenRequest' },
      account.metadata.name,
      fieldErrors(tokenRequest, value),
    )
  const { audiences, expirationSeconds, boundObjectRef } = parsed.data.spec
  const request = {
    namespace: account.metadata.namespace ?? 'default',
    account: { name: account.metadata.name, uid: account.metadata.uid },
    pod: boundPod(context, boundObjectRef ?? undefined),
    audiences: audiences !== undefined && audiences !== null && audiences.length > 0 ? audiences : [apiAudience],
    expirationSeconds: expirationSeconds ?? 3_600,
  }
  const { token, expires } = await deps.tokens.issue(request)
  sendJson(response, 201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { ...request.account, namespace: request.namespace, creationTimestamp: wholeSeconds(deps.now()) },
    spec: {
      audiences: request.audiences,
      expirationSeconds: request.expirationSeconds,
      boundObjectRef: boundObjectRef ?? null,
    },
    status: { token, expirationTimestamp: wholeSeconds(expires) },
  })
}

function boundPod(
  { deps, namespace }: ResourceContext,
  reference: { kind: string; name: string; uid?: string | undefined } | undefined,
): { name: string; uid: string } | undefined {
  if (reference === undefined) return undefined
  if (reference.kind !== 'Pod')
    throw new ApiError('Invalid', `spec.boundObjectRef.kind is "${reference.kind}": must be Pod`)
  const { metadata } = deps.store.read({ resource: 'pods', namespace, name: reference.name })
  if (reference.uid !== undefined && reference.uid !== metadata.uid)
    throw new ApiError(
      'Conflict',
      `spec.boundObjectRef.uid is ${reference.uid}, but pod "${reference.name}" has ${metadata.uid}`,
    )
  return { name: metadata.name, uid: metadata.uid }
}
