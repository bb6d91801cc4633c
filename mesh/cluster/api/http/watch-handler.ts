import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import { resourceName } from '../resources/definition.ts'
import type { WatchEvent } from '../store.ts'
import { apiVersionOfContext, type ResourceContext } from './context.ts'
import { presentObject } from './present.ts'
import { listQuery, wholeNumber } from './read-handlers.ts'

const defaultTimeoutSeconds = 1_800
const bookmarkIntervalMs = 30_000
/** A client that reads this much slower than events arrive is cut off; it lists anew. */
const maxBufferedBytes = 16 * 1024 * 1024

/** GET with watch=true: one JSON event a line until the client leaves or timeoutSeconds pass. */
export function handleWatch(context: ResourceContext): void {
  const { query, response } = context
  const write = (event: object) => {
    // An event or bookmark may be due in the very moment in which the watch has run its time.
    if (response.writableEnded || response.destroyed) return
    response.write(`${JSON.stringify(event)}\n`)
    if (response.writableLength > maxBufferedBytes) response.destroy()
  }
  const wantsBookmarks = query.get('allowWatchBookmarks') === 'true'
  const sendsInitial = query.get('sendInitialEvents') === 'true'
  const from = sendsInitial ? undefined : (query.get('resourceVersion') ?? undefined)
  const seconds = wholeNumber(query, 'timeoutSeconds') ?? defaultTimeoutSeconds

  let isOpen = false
  const early: WatchEvent[] = []
  const watch = openWatch(context, from, (event) => {
    if (isOpen) write(wireEvent(context, event))
    else early.push(event)
  })
  if (watch === undefined) return
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' })
  response.flushHeaders()
  isOpen = true
  for (const event of early) write(wireEvent(context, event))
  if (sendsInitial)
    // After the events that are already under way.
    setImmediate(() => write(bookmark(context, { 'k8s.io/initial-events-end': 'true' })))
  const bookmarks = wantsBookmarks ? setInterval(() => write(bookmark(context)), bookmarkIntervalMs) : undefined
  const timeout = setTimeout(() => {
    if (wantsBookmarks) write(bookmark(context))
    response.end()
  }, seconds * 1000)
  // 'close' comes when the client has read everything, which may be long after the end.
  for (const event of ['finish', 'close'])
    response.once(event, () => {
      watch.stop()
      clearTimeout(timeout)
      clearInterval(bookmarks)
    })
}

/** Opens the watch; one that starts too early gets, as on Kubernetes, an ERROR event with the 410 and ends. */
function openWatch(context: ResourceContext, from: string | undefined, onEvent: (event: WatchEvent) => void) {
  const { deps, definition, response } = context
  const query = { ...listQuery(context), resourceVersion: from }
  try {
    return deps.store.watch(resourceName(definition), query, onEvent)
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'Expired') throw error
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(`${JSON.stringify({ type: 'ERROR', object: error.status })}\n`)
    return undefined
  }
}

function wireEvent(context: ResourceContext, event: WatchEvent): object {
  if (event.type === 'BOOKMARK') return bookmark(context)
  return { type: event.type, object: presentObject(context, event.object) }
}

/** Tells the client up to which revision it has seen everything. */
function bookmark(context: ResourceContext, annotations?: Readonly<Record<string, string>>): object {
  const { deps, definition, form } = context
  const metadata: Partial<StoredObject['metadata']> = {
    resourceVersion: deps.store.resourceVersion,
    ...(annotations === undefined ? {} : { annotations }),
  }
  const object =
    form.type === 'table'
      ? { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions: [], rows: [] }
      : {
          kind: definition.kind,
          apiVersion: apiVersionOfContext(context),
          metadata: { ...metadata, creationTimestamp: null },
        }
  return { type: 'BOOKMARK', object }
}
