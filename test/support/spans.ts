import { saysNothing, type Span } from '../../lib/domain/tracing/model.ts'

/** A span of 100 µs without anything to say, changed as a test needs it. */
export function spanOf(spanId: string, given: Partial<Span> = {}): Span {
  return {
    spanId,
    parentId: null,
    service: 'a',
    operation: 'GET',
    kind: 'internal',
    startUs: 0,
    durationUs: 100,
    error: false,
    ...saysNothing,
    ...given,
  }
}
