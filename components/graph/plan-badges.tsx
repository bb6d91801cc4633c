'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import type { DataState } from './data-state.ts'

const PlanBadges = dynamic(() => import('../routing/plan/plan-badge.tsx').then((loaded) => loaded.PlanBadges), {
  ssr: false,
})

/** How long the picture has stood before the plans are asked for: nobody waits for them. */
const afterMs = 2_000

/** Staged plans that run, over the picture. */
export function GraphPlanBadges({ state }: { state: DataState }) {
  const [due, setDue] = useState(false)
  const isDrawn = state === 'stable' || state === 'stale'
  useEffect(() => {
    if (!isDrawn) return
    const timer = setTimeout(() => setDue(true), afterMs)
    return () => clearTimeout(timer)
  }, [isDrawn])
  return due ? <PlanBadges withActions /> : null
}
