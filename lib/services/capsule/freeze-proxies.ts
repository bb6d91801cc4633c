import { proxyRecord, type CapsuleRecord, type ProxyRecord } from '../../domain/capsule/records.ts'
import type { ControlPlaneSource, ProxyStatus } from '../../sources/ports.ts'
import { inTurn, type Freezing } from './freezing.ts'

const MOST_DUMPS = 60
const AT_ONCE = 2

/** What the control plane says of each proxy now, with Envoy's configuration of the first so many. */
export async function* freezeProxies(freezing: Freezing): AsyncGenerator<CapsuleRecord> {
  const { controlPlane } = freezing.deps
  if (controlPlane === null) return freezing.limit('Proxies: no control plane is configured.')
  try {
    const { proxies, readAt, failure } = await controlPlane.picture(freezing.signal)
    if (failure !== null) freezing.limit(`Proxies: ${failure}`)
    freezing.freeze('proxies')
    const version = await controlPlane.version().catch(() => null)
    yield { part: 'proxies', type: 'facts', version, readAt }
    const chosen = proxies.filter(({ namespace }) => freezing.holds(namespace))
    if (chosen.length > MOST_DUMPS)
      freezing.limit(`Proxies: Envoy's configuration of ${MOST_DUMPS} of ${chosen.length} proxies is in the capsule.`)
    const withDump = new Set(chosen.slice(0, MOST_DUMPS))
    yield* inTurn(chosen, AT_ONCE, (status) =>
      record(freezing, controlPlane, { status, isWhole: withDump.has(status) }),
    )
  } catch (error) {
    freezing.failed('Proxies', error)
  }
}

async function record(
  freezing: Freezing,
  controlPlane: ControlPlaneSource,
  { status, isWhole }: { readonly status: ProxyStatus; readonly isWhole: boolean },
): Promise<ProxyRecord> {
  const { signal, redactor } = freezing
  const id = `${status.pod}.${status.namespace}`
  const failed = (error: unknown) => {
    freezing.failed(`Proxy ${id}`, error)
    return null
  }
  const dump = isWhole ? await controlPlane.configDump(id, signal).catch(failed) : null
  const secrets = isWhole ? await controlPlane.secrets(id, signal).catch(failed) : null
  return proxyRecord.parse({ part: 'proxies', type: 'proxy', status, secrets, dump: redactor.dump(dump ?? null) })
}
