import { z } from 'zod'
import type { Pod } from '../../objects/pod.ts'
import type { ApiClient } from './api-client.ts'

const answer = z.looseObject({ status: z.looseObject({ token: z.string() }) })
/** A pod's token is good for its whole life: Envoy sends it as a fixed header. */
const expirationSeconds = 365 * 24 * 3600

/** A token of the pod's service account for one audience, bound to the pod. */
export async function requestToken(
  client: ApiClient,
  { metadata, spec }: Pod,
  audience: string | undefined,
): Promise<string> {
  const { namespace, name, uid } = metadata
  const account = spec.serviceAccountName ?? 'default'
  const body = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: {
      ...(audience === undefined ? {} : { audiences: [audience] }),
      expirationSeconds,
      boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid },
    },
  }
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`
  return answer.parse(await client.call({ method: 'POST', path, body })).status.token
}
