import type { ProxyResponse, RefusedResource } from '../../contract/proxies.ts'
import type { Refusal } from '../../domain/envoy/config-dump/model.ts'
import { differencesOf, refusalsOf } from '../../domain/envoy/config-dump/refusals.ts'
import type { Call } from '../deps.ts'
import { describeProxy, iso } from './describe-proxy.ts'
import { controlPlaneFor, noSuchProxy, type ProxyInput } from './find-proxy.ts'
import { knownProxies } from './proxy-picture.ts'
import { proxyPods } from './proxy-pods.ts'

const LONGEST_VALUE = 2_000

/** One proxy, and what it refused beside what is in force. @throws HeddleError FORBIDDEN, NOT_FOUND */
export async function getProxy({ deps, principal, input, signal }: Call<ProxyInput>): Promise<ProxyResponse> {
  const controlPlane = controlPlaneFor(deps, principal, input)
  const { proxies, at, stale, degraded } = await knownProxies(deps, signal)
  const status = proxies.find(({ namespace, pod }) => namespace === input.namespace && pod === input.name)
  if (status === undefined) throw noSuchProxy(input)
  const proxy = describeProxy(status, proxyPods(deps.kubernetes)(input.namespace, input.name))
  // What was refused may name the whole mesh, as a dump does.
  const isShown = principal.namespaces === 'all' && !stale && proxy.types.some(({ state }) => state === 'nack')
  const dump = isShown ? await controlPlane.configDump(`${input.name}.${input.namespace}`, signal) : null
  return { at, stale, degraded: [...degraded], proxy, refused: refusalsOf(dump).map(refusedResource) }
}

function refusedResource({ type, name, message, at, inForce, refused }: Refusal): RefusedResource {
  const time = Date.parse(at)
  return {
    type,
    name,
    message,
    at: iso(Number.isNaN(time) ? null : time),
    hasInForce: inForce !== undefined,
    differences: differencesOf(inForce ?? {}, refused).map((one) => ({
      path: one.path,
      inForce: textOf(one.inForce),
      refused: textOf(one.refused),
    })),
  }
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)} …` : text
}
