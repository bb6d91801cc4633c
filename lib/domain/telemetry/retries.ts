import { pairKey } from './reporting.ts'
import type { RequestSample } from './samples.ts'

/** Requests that two sides of a pair, scraped apart, may differ by without any reason. */
export const COUNTING_NOISE = 2
/** A window holds at least four scrapes; fewer are answered with a warning. */
const LARGEST_SCRAPE_SHARE = 0.25
const USUAL_SCRAPE_SECONDS = 15

export interface WindowOfScrapes {
  readonly windowSeconds: number
  /** Seconds between two scrapes of a proxy; null where it can't be told. */
  readonly scrapeSeconds: number | null
}

/** Answers of one pair of workloads per second, as each side counted them. */
interface PairAnswers {
  good: { callee: number; caller: number }
  failed: { callee: number; caller: number }
}

/**
 * T6: attempts that arrived, failed and were tried again, per pair and second. A good answer is never tried again, so only
 * failed answers that the callee counted and the caller did not are evidence. Both sides are compared over the span that both
 * counted: the good answers tell how much of the callee's span the caller missed, for counters of proxies begin and restart
 * apart. Pairs that one side alone reports have no entry.
 */
export function retriesByPair(
  callees: Iterable<RequestSample>,
  callers: Iterable<RequestSample>,
  scrapes: WindowOfScrapes,
): Map<string, number> {
  const pairs = new Map<string, PairAnswers>()
  for (const sample of callers) if (sample.perSecond > 0) count(pairs, sample, 'caller')
  for (const sample of callees) if (sample.perSecond > 0 && pairs.has(pairKey(sample))) count(pairs, sample, 'callee')
  const retries = new Map<string, number>()
  for (const [pair, answers] of pairs)
    if (answers.good.callee + answers.failed.callee > 0) retries.set(pair, retriesOf(answers, scrapes))
  return retries
}

function retriesOf({ good, failed }: PairAnswers, { windowSeconds, scrapeSeconds }: WindowOfScrapes): number {
  const noise = COUNTING_NOISE / windowSeconds
  const scrapeShare = Math.min((scrapeSeconds ?? USUAL_SCRAPE_SECONDS) / windowSeconds, LARGEST_SCRAPE_SHARE)
  const commonSpan = good.callee > 0 ? Math.min(1, (good.caller + noise) / good.callee) : 1
  const difference = failed.callee * commonSpan - failed.caller
  return difference > noise + failed.caller * scrapeShare ? difference : 0
}

function count(pairs: Map<string, PairAnswers>, sample: RequestSample, side: 'callee' | 'caller'): void {
  const key = pairKey(sample)
  const answers = pairs.get(key) ?? { good: { callee: 0, caller: 0 }, failed: { callee: 0, caller: 0 } }
  answers[isGood(sample) ? 'good' : 'failed'][side] += sample.perSecond
  pairs.set(key, answers)
}

/** An answer that no retry policy takes for a failure: below 400 and, for gRPC, status 0. */
function isGood({ code, grpcStatus }: RequestSample): boolean {
  return /^[123]\d\d$/.test(code) && (grpcStatus === null || grpcStatus === '0')
}
