import type { Benchmark } from '../figure.ts'
import { tracePageFigures } from './trace-page.ts'
import { traceStoreFigures } from './trace-store.ts'

/** Traces from OTLP to the screen: what the bundled store takes and finds, and what the page needs for large ones. */
export const traces: Benchmark = {
  name: 'traces',
  run: async () => [...(await traceStoreFigures()), ...(await tracePageFigures())],
}
