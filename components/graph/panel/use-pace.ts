'use client'
import type { Scope } from '../../../lib/client/scope.ts'
import { useRefresh } from '../../shell/refresh.tsx'

/** How often details are asked again: with the page, and never for a moment in the past, which does not change. */
export function usePace({ at }: Scope): { refetchInterval: number | false } {
  const { refetchInterval } = useRefresh()
  return { refetchInterval: at === undefined ? refetchInterval : false }
}
