'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { DataState } from './data-state.ts'

const PlanBadges = dynamic(() => import('../routing/plan/plan-badge.tsx').then((loaded) => loaded.PlanBadges), {
  ssr: false,
})

/** Staged plans that run, over the picture. They come when it has been drawn once: nobody waits for them. */
export function GraphPlanBadges({ state }: { state: DataState }) {
  const [drawn, setDrawn] = useState(false)
  if (state === 'stable' && !drawn) setDrawn(true)
  return drawn ? <PlanBadges withActions /> : null
}
