'use client'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react'
import { useIsCapsule } from './use-capsule.ts'
import { useStored } from './use-stored.ts'

export const refreshChoices = [0, 5_000, 15_000, 30_000, 60_000] as const
const storageKey = 'heddle.refreshMs'
const defaultMs = 5_000

export type Refresh = {
  intervalMs: number
  paused: boolean
  /** For `refetchInterval` of a query: false while paused or off. */
  refetchInterval: number | false
  setIntervalMs: (ms: number) => void
  setPaused: (paused: boolean) => void
  refreshNow: () => void
}

const RefreshContext = createContext<Refresh | null>(null)

export function RefreshProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [stored, setStored] = useStored(storageKey)
  const [paused, setPaused] = useState(false)
  const intervalMs = parseChoice(stored)
  const still = useIsCapsule()
  const refreshNow = useCallback(() => {
    client.invalidateQueries().catch(() => undefined)
  }, [client])
  const value = useMemo<Refresh>(() => {
    const refetchInterval = paused || still || intervalMs === 0 ? false : intervalMs
    const setIntervalMs = (ms: number) => setStored(String(ms))
    return { intervalMs, paused, refetchInterval, setIntervalMs, setPaused, refreshNow }
  }, [intervalMs, paused, still, refreshNow, setStored])
  return <RefreshContext value={value}>{children}</RefreshContext>
}

/** How often pages ask again; 5 s and live outside of the console's shell. */
export function useRefresh(): Refresh {
  const value = useContext(RefreshContext)
  return value ?? standalone
}

function parseChoice(stored: string | null): number {
  return refreshChoices.find((choice) => String(choice) === stored) ?? defaultMs
}

const ignore = () => undefined
const standalone: Refresh = {
  intervalMs: defaultMs,
  paused: false,
  refetchInterval: defaultMs,
  setIntervalMs: ignore,
  setPaused: ignore,
  refreshNow: ignore,
}
