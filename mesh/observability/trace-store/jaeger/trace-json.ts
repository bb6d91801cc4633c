import { z } from 'zod'
import type { StoredSpan } from '../storage/find-spans.ts'
import { tagMembers } from '../storage/tag-text.ts'

const tag = z.object({ key: z.string(), type: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })
const logs = z.array(z.object({ timestampUs: z.number(), fields: z.array(tag) }))
const links = z.array(z.object({ traceId: z.string(), spanId: z.string() }))

/**
 * One trace as the JSON text that Jaeger's page and Kiali read; spans of the same resource share a process `p1`, `p2`… in
 * order of appearance. Text is put together, not objects: a trace of 80,000 spans has a million tags.
 */
export function traceJson(spans: readonly StoredSpan[]): string {
  const processes = new Map<number, { name: string; text: string }>()
  const shared = new Map<string, string>()
  const written = spans.map((span) => {
    let process = processes.get(span.processId)
    if (process === undefined) {
      process = { name: `p${processes.size + 1}`, text: processJson(span) }
      processes.set(span.processId, process)
    }
    let alike = shared.get(span.sharedTags)
    if (alike === undefined) shared.set(span.sharedTags, (alike = tagMembers(span.sharedTags)))
    return spanJson(span, process.name, joined(tagMembers(span.ownTags), alike))
  })
  const named = [...processes.values()].map(({ name, text }) => `"${name}":${text}`)
  return `{"traceID":"${shortId(spans[0]?.traceId ?? '')}","spans":[${written.join(',')}],"processes":{${named.join(',')}},"warnings":null}`
}

const joined = (own: string, shared: string) => (own === '' || shared === '' ? own + shared : `${own},${shared}`)

const processJson = ({ service, processTags }: StoredSpan) =>
  `{"serviceName":${JSON.stringify(service)},"tags":[${tagMembers(processTags)}]}`

function spanJson(span: StoredSpan, processId: string, tags: string): string {
  const traceId = shortId(span.traceId)
  const head = `"traceID":"${traceId}","spanID":"${span.spanId}","operationName":${JSON.stringify(span.operation)}`
  const time = `"startTime":${span.startUs},"duration":${span.durationUs}`
  const rest = `"logs":${logsJson(span.logs)},"processID":"${processId}","warnings":null`
  return `{${head},"references":[${referencesJson(span, traceId)}],${time},"tags":[${tags}],${rest}}`
}

function referencesJson({ parentId, links: linked }: StoredSpan, traceId: string): string {
  const parent =
    parentId === '' ? [] : [`{"refType":"CHILD_OF","traceID":"${traceId}","spanID":${JSON.stringify(parentId)}}`]
  if (linked === null) return parent.join('')
  const follows = links
    .parse(JSON.parse(linked))
    .map((link) => JSON.stringify({ refType: 'FOLLOWS_FROM', traceID: shortId(link.traceId), spanID: link.spanId }))
  return [...parent, ...follows].join(',')
}

function logsJson(text: string | null): string {
  if (text === null) return '[]'
  const found = logs.parse(JSON.parse(text))
  return JSON.stringify(found.map(({ timestampUs, fields }) => ({ timestamp: timestampUs, fields })))
}

/** Jaeger writes a trace id whose upper half is zero with 16 digits. */
function shortId(traceId: string): string {
  return traceId.startsWith('0'.repeat(16)) ? traceId.slice(16) : traceId
}
