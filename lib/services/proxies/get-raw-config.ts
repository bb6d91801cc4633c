import type { SectionName } from '../../domain/envoy/config-dump/sections.ts'
import { sectionOf } from '../../domain/envoy/config-dump/sections.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { Call } from '../deps.ts'
import { controlPlaneFor, noSuchProxy, type ProxyInput } from './find-proxy.ts'

export type RawConfigInput = ProxyInput & { readonly section?: SectionName | undefined }

/**
 * The dump as it came, without keys. It names hosts of the whole mesh, so that only readers of everything get it.
 * @throws HeddleError FORBIDDEN, NOT_FOUND, SOURCE_UNAVAILABLE
 */
export async function getRawConfig({ deps, principal, input, signal }: Call<RawConfigInput>): Promise<unknown> {
  const controlPlane = controlPlaneFor(deps, principal, input)
  if (principal.namespaces !== 'all') {
    const sentence = 'A raw dump names the whole mesh: it is shown only to those who may see every namespace.'
    throw new HeddleError('FORBIDDEN', sentence)
  }
  const dump = await controlPlane.configDump(`${input.name}.${input.namespace}`, signal)
  if (dump === null) throw noSuchProxy(input)
  return input.section === undefined ? dump : { configs: sectionOf(dump, input.section) }
}
