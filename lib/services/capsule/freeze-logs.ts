import type { CapsuleRecord } from '../../domain/capsule/records.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { containersOf } from '../logs/search-logs.ts'
import { inTurn, type Freezing } from './freezing.ts'

const MOST_CONTAINERS = 200
export const MOST_LINES = 10_000
const AT_ONCE = 4
/** A range that ended within this time is read from its end, an earlier one from its beginning. */
const RECENT_SECONDS = 60

export interface LogPlace {
  readonly namespace: string
  readonly pod: string
  readonly container: string
}

/** Lines of the range of every container in the chosen namespaces, masked line by line. */
export async function* freezeLogs(freezing: Freezing): AsyncGenerator<CapsuleRecord> {
  const places = logPlaces(freezing)
  const cut: string[] = []
  if (places.length > MOST_CONTAINERS)
    freezing.limit(`Logs: those of ${MOST_CONTAINERS} of ${places.length} containers are in the capsule.`)
  for await (const { place, lines, failure } of inTurn(places.slice(0, MOST_CONTAINERS), AT_ONCE, (one) =>
    read(freezing, one),
  )) {
    freezing.signal?.throwIfAborted()
    if (failure !== null) freezing.limit(`Log of ${place.pod}/${place.container}: ${failure}`)
    if (failure !== null) continue
    if (lines.length >= MOST_LINES) cut.push(`${place.pod}/${place.container}`)
    freezing.freeze('logs')
    yield { part: 'logs', type: 'lines', ...place, lines }
  }
  if (cut.length > 0)
    freezing.limit(`Logs: at most ${MOST_LINES} lines of each of ${cut.join(', ')} are in the capsule.`)
}

/** Every container whose log could be read. */
export function logPlaces(freezing: Freezing): LogPlace[] {
  return freezing.deps.kubernetes
    .snapshot('Pod')
    .items.filter(({ metadata }) => freezing.holds(metadata.namespace))
    .flatMap((pod) =>
      containersOf(pod).map((container) => ({
        namespace: pod.metadata.namespace ?? '',
        pod: pod.metadata.name ?? '',
        container,
      })),
    )
}

async function read(freezing: Freezing, place: LogPlace) {
  const { deps, input, signal, redactor } = freezing
  const now = deps.now() / 1_000
  const tailLines = now - input.to <= RECENT_SECONDS ? MOST_LINES : null
  try {
    const asked = { ...place, sinceSeconds: now - input.from, tailLines }
    const found = await deps.logs.lines(asked, signal)
    const inside = found.filter((line) => isInside(line, input))
    return { place, lines: inside.slice(-MOST_LINES).map((line) => redactor.text(line)), failure: null }
  } catch (error) {
    return { place, lines: [], failure: messageOf(error) }
  }
}

function isInside(line: string, { from, to }: { readonly from: number; readonly to: number }): boolean {
  const seconds = Date.parse(line.slice(0, line.indexOf(' '))) / 1_000
  return seconds >= from && seconds <= to
}
