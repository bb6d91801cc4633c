import fc from 'fast-check'
import type { Span } from '../../lib/domain/tracing/model.ts'
import { spanOf } from './spans.ts'

/** Any references at all: to spans that are there or not, to itself, in circles. */
export const anySpans: fc.Arbitrary<Span[]> = fc.array(
  fc
    .record({
      id: fc.nat(8),
      parent: fc.option(fc.nat(10), { nil: null }),
      startUs: fc.nat(500),
      durationUs: fc.nat(300),
      service: fc.constantFrom('a', 'b'),
      kind: fc.constantFrom('client' as const, 'server' as const, 'internal' as const),
    })
    .map(({ id, parent, ...given }) =>
      spanOf(String(id), { ...given, parentId: parent === null ? null : String(parent) }),
    ),
  { maxLength: 12 },
)
