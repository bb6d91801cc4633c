import type { ObjectVersion } from '../serve/object-versions.ts'
import type { ProxyStream } from '../serve/proxy-stream.ts'
import { isoTime, latestByProxy, proxyName } from './syncz.ts'

/** Where the present version of one object is in force: per proxy and type the time of its acknowledgement. */
export function acks(version: ObjectVersion, streams: readonly ProxyStream[]) {
  const proxies = latestByProxy(streams).flatMap((stream) =>
    stream
      .subscribedTypes()
      .filter((type) => type !== 'sds')
      .map((type) => {
        const at = stream.reachedAt(type, version.generation)
        const nack = stream.subscription(type)?.rejected?.message
        return {
          proxy: proxyName(stream),
          type,
          ackedAt: at === undefined ? null : isoTime(at),
          ...(nack !== undefined && { nack }),
        }
      }),
  )
  const times = proxies.flatMap(({ ackedAt }) => ackedAt ?? [])
  const isComplete = times.length > 0 && times.length === proxies.length
  const allAckedAt = isComplete ? times.reduce((latest, time) => (time > latest ? time : latest)) : null
  return { resourceVersion: version.resourceVersion, generation: version.generation, proxies, allAckedAt }
}
