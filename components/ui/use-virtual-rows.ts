'use client'
import { useVirtualizer } from '@tanstack/react-virtual'

/**
 * The rows of a long list that are in sight; options and result are the library's. Keep nothing of the result, and give row
 * components plain values only: its functions answer differently in every render.
 */
export function useVirtualRows<Scroller extends Element, Row extends Element>(
  options: Parameters<typeof useVirtualizer<Scroller, Row>>[0],
) {
  // The rule says what the comment above says to callers: a compiler must not memoize what this returns.
  // oxlint-disable-next-line react/incompatible-library
  return useVirtualizer<Scroller, Row>(options)
}
