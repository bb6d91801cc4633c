import { findJaeger, type FoundJaeger } from './jaeger/find-jaeger.ts'

/** The trace store that a mesh runs. */
export type TraceStore =
  | ({ readonly kind: 'jaeger' } & FoundJaeger)
  | { readonly kind: 'bundled'; readonly because: 'asked for' | 'no Jaeger found' }

/**
 * Chooses the trace store: a real Jaeger (JAEGER_BIN, PATH, the tool cache) where there is one, unless
 * HEDDLE_TRACE_STORE (`wanted`) names one of the two.
 * @throws Error when a Jaeger is asked for and there is none, or JAEGER_BIN names no program
 */
export function chooseTraceStore(
  wanted: 'auto' | 'jaeger' | 'bundled',
  env: Readonly<Record<string, string | undefined>>,
): TraceStore {
  if (wanted === 'bundled') return { kind: 'bundled', because: 'asked for' }
  const found = findJaeger(env)
  if (found !== undefined) return { kind: 'jaeger', ...found }
  if (wanted === 'auto') return { kind: 'bundled', because: 'no Jaeger found' }
  throw new Error(
    'HEDDLE_TRACE_STORE is "jaeger", but no Jaeger was found: set JAEGER_BIN, or build one with npm run setup:jaeger',
  )
}

/** One line for the terminal. */
export function traceStoreLine(store: TraceStore): string {
  switch (store.kind) {
    case 'jaeger':
      return `traces: Jaeger (${store.command}, by ${store.by}); HEDDLE_TRACE_STORE=bundled takes the bundled store`
    case 'bundled':
      return store.because === 'asked for'
        ? 'traces: the bundled store, as HEDDLE_TRACE_STORE says'
        : 'traces: the bundled store, since no Jaeger was found (npm run setup:jaeger builds one)'
  }
}
