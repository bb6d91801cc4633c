import { prometheusRate, type Point } from './rate.ts'
import { bothAlive, SCRAPE_SECONDS, WINDOW_SECONDS, type Call, type Pod } from './world.ts'

const window = { from: 0, until: WINDOW_SECONDS }

/**
 * The sum over one side's pods of the rate that Prometheus sees of something that flows `perSecond` between two workloads;
 * null where no pod's counter was scraped twice.
 */
export function seenRate({ source, target }: Call, side: 'source' | 'destination', perSecond: number): number | null {
  if (perSecond <= 0) return null
  const [own, other] = side === 'source' ? [source.pods, target.pods] : [target.pods, source.pods]
  const share = perSecond / (own.length * other.length)
  const rates = own.flatMap((pod) => prometheusRate(scrapesOf(pod, other, share), window) ?? [])
  return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0)
}

/** A counter exists from its first event on, and begins anew with its proxy. */
function scrapesOf(pod: Pod, others: readonly Pod[], share: number): Point[] {
  const points: Point[] = []
  for (let time = pod.scrapeOffset - SCRAPE_SECONDS; time <= WINDOW_SECONDS; time += SCRAPE_SECONDS) {
    if (time <= pod.startsAt) continue
    const restarted = pod.restartsAt !== null && time > pod.restartsAt
    const since = restarted ? { from: pod.restartsAt, until: time } : { from: pod.startsAt, until: time }
    const value = share * others.reduce((sum, other) => sum + bothAlive(pod, other, since), 0)
    if (value > 0) points.push({ time, value })
  }
  return points
}
