'use client'
import { useRouter } from 'next/navigation'
import { useRef, useState, type DragEvent } from 'react'
import { routes } from '../../lib/client/routes.ts'
import type { Trace } from '../../lib/domain/tracing/model.ts'
import { useScope } from '../shell/use-scope.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Note } from '../ui/note.tsx'
import { LoadedTrace } from './trace-view.tsx'

type State = { kind: 'none' } | { kind: 'reading' } | { kind: 'fault'; text: string } | { kind: 'read'; trace: Trace }

/** A trace that was saved somewhere, opened here: nothing of it is sent to the server. */
export function TraceFilePage() {
  const router = useRouter()
  const { scope } = useScope()
  const [state, setState] = useState<State>({ kind: 'none' })
  const open = (file: File | undefined) => {
    if (file === undefined) return
    setState({ kind: 'reading' })
    readTrace(file).then(setState, () => setState({ kind: 'fault', text: 'The browser could not read the file.' }))
  }
  if (state.kind === 'read')
    return (
      <LoadedTrace
        trace={{ ...state.trace, slim: false }}
        facts={false}
        embedded={false}
        onBack={() => router.push(routes.traces(scope))}
      />
    )
  return (
    <div
      className="flex min-h-0 flex-1 flex-col p-4"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault()
        open(event.dataTransfer.files[0])
      }}
    >
      <h1 className="sr-only">Trace from a file</h1>
      {state.kind === 'fault' ? (
        <Note tone="failing" role="alert">
          {state.text}
        </Note>
      ) : null}
      <EmptyState
        icon="traces"
        title={state.kind === 'reading' ? 'Reading the file' : 'Drop a trace here, or choose a file.'}
        detail="JSON as this page, Jaeger or an OTLP exporter saves it, up to 128 MB. It stays in this browser."
        action={<ChooseFile onFile={open} />}
      />
    </div>
  )
}

function ChooseFile({ onFile }: { onFile: (file: File | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Trace file"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => onFile(event.target.files?.[0])}
      />
      <Button size="sm" onPress={() => input.current?.click()}>
        Choose a file
      </Button>
    </>
  )
}

async function readTrace(file: File): Promise<State> {
  // Schemas of three formats: only who opens a file needs them.
  const { MAX_FILE_BYTES, parseTraceFile } = await import('../../lib/domain/tracing/trace-file.ts')
  if (file.size > MAX_FILE_BYTES)
    return { kind: 'fault', text: `The file has ${Math.round(file.size / 1_048_576)} MB: at most 128 MB are read.` }
  const parsed = parseTraceFile(await file.text())
  return 'fault' in parsed ? { kind: 'fault', text: parsed.fault } : { kind: 'read', trace: parsed.trace }
}
