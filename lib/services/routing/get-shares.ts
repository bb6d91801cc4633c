import type { SharesAnswer, SharesQuery } from '../../contract/routing.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { placesOf } from '../../domain/routing/attribution.ts'
import { findRule, rulesOf } from '../../domain/routing/rules.ts'
import { shareSeries } from '../../domain/routing/share-series.ts'
import { resolveTarget } from '../../domain/routing/targets.ts'
import { shortName } from '../../domain/routing/weight-changes.ts'
import { readClusterFacts } from '../changes/cluster-facts.ts'
import { counterSeries, readingsOf } from '../changes/request-counts.ts'
import { unitOf } from '../changes/verification-for.ts'
import type { Call } from '../deps.ts'
import { findVirtualService } from './find-virtual-service.ts'

const STEP_SECONDS = 5
/** Each point looks this far back: long enough for an interval that says something at 25 requests a second. */
const WINDOW_SECONDS = 20
const MAX_SPAN_SECONDS = 3600

/** The observed split of one rule over time. @throws HeddleError NOT_FOUND, UNPROCESSABLE with the field */
export async function getShares(
  call: Call<SharesQuery & { readonly namespace: string; readonly name: string }>,
): Promise<SharesAnswer> {
  const { deps, input } = call
  const found = await findVirtualService(call)
  const rule = found ? findRule(rulesOf(found.virtualService), input.rule) : null
  if (!found || !rule) {
    const message = `rule is ${JSON.stringify(input.rule)}: ${input.namespace}/${input.name} has no such rule`
    throw new HeddleError('NOT_FOUND', message, { field: 'rule' })
  }
  const to = Math.min(input.to ?? Infinity, deps.now() / 1000)
  const from = Math.max(input.from, to - MAX_SPAN_SECONDS)
  const facts = await readClusterFacts(deps.kubernetes)
  const { namespace } = found.virtualService.metadata
  const targets = rule.slices.map(({ destination }) => resolveTarget(destination, namespace, facts))
  const series = await counterSeries(deps.metrics, targets, {
    from: from - 2 * WINDOW_SECONDS,
    to,
    unit: unitOf(rule),
  })
  const range = { from, to, stepSeconds: STEP_SECONDS, windowSeconds: WINDOW_SECONDS }
  const places = placesOf(
    series.map(({ labels }) => labels),
    targets,
  )
  return {
    stepSeconds: STEP_SECONDS,
    windowSeconds: WINDOW_SECONDS,
    names: rule.slices.map((_, place) => shortName(rule, place)),
    points: shareSeries(series.map(readingsOf), places, { range, destinations: targets.length }),
  }
}
