import type { z } from 'zod'
import { parseDuration } from '../../domain/model/time-window.ts'
import type { ScrapeTarget } from '../metrics-port.ts'
import type { targetsAnswer } from './schema.ts'

type ActiveTarget = z.infer<typeof targetsAnswer>['data']['activeTargets'][number]

/** A target as Prometheus lists it. A target that was never read says year 1. */
export function toTarget({ labels, health, lastScrape, lastError, scrapeInterval }: ActiveTarget): ScrapeTarget {
  const read = Date.parse(lastScrape ?? '')
  return {
    namespace: labels['namespace'] ?? null,
    pod: labels['pod'] ?? null,
    up: health === 'up',
    lastScrape: Number.isNaN(read) || read <= 0 ? null : read / 1_000,
    error: lastError === undefined || lastError === '' ? null : lastError.slice(0, 500),
    intervalSeconds: parseDuration(scrapeInterval ?? ''),
  }
}
