'use client'
import { counted } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { TraceOnGraph } from '../../lib/domain/tracing/trace-on-graph.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { shortService } from './service-colour.ts'
import { useUrlParam } from './use-url-param.ts'

const traceIdPattern = /^([0-9a-f]{32}|[0-9a-f]{16})$/

/** The trace in the address of the graph page; null where there is none, or no id. */
export function useTraceParam(): string | null {
  const [id] = useUrlParam('trace')
  return id !== undefined && traceIdPattern.test(id) ? id : null
}

/** Says over the graph which trace is lit, how much of it is drawn, and the ways on. */
export function TraceOnGraphBar({ traceId, traced }: { traceId: string; traced: TraceOnGraph | null }) {
  const [, setId] = useUrlParam('trace')
  return (
    <Note
      tone="accent"
      actions={
        <>
          <ButtonLink size="sm" href={routes.trace(traceId)}>
            Open trace
          </ButtonLink>
          <Button size="sm" onPress={() => setId(undefined)}>
            Show everything
          </Button>
        </>
      }
    >
      <b>Trace {traceId.slice(0, 8)}</b> {traced === null ? 'is being read' : wordsOf(traced)}
    </Note>
  )
}

function wordsOf({ nodes, edges, missing }: TraceOnGraph): string {
  const shown = `went over ${counted(edges.size, 'edge')} and ${counted(nodes.size, 'node')} of this graph.`
  return missing.length === 0 ? shown : `${shown} Not drawn here: ${missing.map(shortService).join(', ')}.`
}
