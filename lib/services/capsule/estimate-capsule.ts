import type { CapsuleEstimate, CapsuleEstimateRequest } from '../../contract/capsule.ts'
import { capsuleParts, MAX_CAPSULE_BYTES } from '../../domain/capsule/manifest.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { watchedKinds } from '../../sources/ports.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { searchTraces } from '../traces/search-traces.ts'
import { LEAD_SECONDS, questionOf } from './freeze-metrics.ts'
import { logPlaces, MOST_LINES } from './freeze-logs.ts'
import { Freezing } from './freezing.ts'

// Bytes in the packed file, as measured on the bundled mesh; see docs/spec/capsule.md CA11.
const BYTES_PER_POINT = 1.6
const BYTES_PER_SERIES = 60
const BYTES_PER_SPAN = 260
const BYTES_PER_LINE = 70
const BYTES_PER_PROXY = 9_000
const PACKED_SHARE = 0.12
/** Logs are asked for this long in so many containers, to tell how fast they grow. */
const SAMPLE_SECONDS = 60
const SAMPLED = 6

type Part = CapsuleEstimate['parts'][number]

/** About how large a capsule of all parts would become. @throws HeddleError FORBIDDEN */
export async function estimateCapsule(call: Call<CapsuleEstimateRequest>): Promise<CapsuleEstimate> {
  const { deps, principal, input, signal } = call
  requireNamespaces(principal, input.namespaces)
  const freezing = new Freezing({ deps, principal, signal, input: { ...input, parts: [...capsuleParts], notes: '' } })
  const parts = await Promise.all([
    part('metrics', () => metrics(freezing)),
    part('traces', () => traces(freezing)),
    part('logs', () => logs(freezing)),
    part('configuration', async () => configuration(freezing)),
    part('proxies', () => proxies(freezing)),
    part('changes', async () => ({ bytes: 20_000, detail: 'entries from a day before the range' })),
  ])
  signal?.throwIfAborted()
  return { parts, limitBytes: MAX_CAPSULE_BYTES }
}

async function part(name: Part['name'], work: () => Promise<Omit<Part, 'name'>>): Promise<Part> {
  try {
    const { bytes, detail } = await work()
    return { name, bytes: bytes === null ? null : Math.round(bytes), detail }
  } catch (error) {
    return { name, bytes: null, detail: messageOf(error) }
  }
}

async function metrics(freezing: Freezing) {
  const { rawSeries, metrics: source } = freezing.deps
  if (rawSeries === null) throw new Error('There are no scraped values to freeze.')
  const counts = await Promise.all(
    rawSeries.metrics.map((metric) => rawSeries.count(questionOf(freezing, metric), freezing.signal)),
  )
  const series = counts.reduce((sum, count) => sum + count, 0)
  const interval = (await source.scrapeIntervalSeconds()) ?? 15
  const points = (series * (freezing.input.to - freezing.input.from + LEAD_SECONDS)) / interval
  return { bytes: series * BYTES_PER_SERIES + points * BYTES_PER_POINT, detail: `${series} series` }
}

async function traces({ deps, principal, input, namespaces, signal }: Freezing) {
  const places = namespaces === 'all' ? [undefined] : namespaces
  let [count, spans] = [0, 0]
  for (const namespace of places) {
    const asked = { namespace, window: input.to - input.from, at: input.to, errors: false, limit: 500, tags: [] }
    const { items, degraded } = await searchTraces({ deps, principal, input: asked, signal })
    const [failure] = degraded
    if (failure !== undefined) throw new Error(failure.message)
    count += items.length
    spans += items.reduce((sum, { spanCount }) => sum + spanCount, 0)
  }
  return { bytes: spans * BYTES_PER_SPAN, detail: `${count} traces, ${spans} spans` }
}

async function logs(freezing: Freezing) {
  const { deps, input, signal } = freezing
  const places = logPlaces(freezing)
  const asked = places.filter((_, place) => place % Math.ceil(places.length / SAMPLED) === 0)
  const found = await Promise.all(
    asked.map((place) =>
      deps.logs.lines({ ...place, sinceSeconds: SAMPLE_SECONDS, tailLines: MOST_LINES }, signal).catch(() => []),
    ),
  )
  const perSecond = found.map((lines) => lines.length / SAMPLE_SECONDS)
  const each = perSecond.map((rate) => Math.min(MOST_LINES, rate * (input.to - input.from)))
  const lines = asked.length === 0 ? 0 : (each.reduce((sum, one) => sum + one, 0) / asked.length) * places.length
  return { bytes: lines * BYTES_PER_LINE, detail: `${places.length} containers` }
}

function configuration(freezing: Freezing) {
  const all = watchedKinds.flatMap((kind) => freezing.deps.kubernetes.snapshot(kind).items)
  const objects = all.filter(({ metadata }) => freezing.holds(metadata.namespace ?? metadata.name))
  return { bytes: JSON.stringify(objects).length * PACKED_SHARE, detail: `${objects.length} objects` }
}

async function proxies(freezing: Freezing) {
  const { controlPlane } = freezing.deps
  if (controlPlane === null) throw new Error('No control plane is configured.')
  const picture = await controlPlane.picture(freezing.signal)
  const known = picture.proxies.filter(({ namespace }) => freezing.holds(namespace))
  return { bytes: known.length * BYTES_PER_PROXY, detail: `${known.length} proxies` }
}
