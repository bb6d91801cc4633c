'use client'
import { useCallback, useState, useSyncExternalStore } from 'react'
import { onStored, readStored, writeStored } from '../../lib/client/storage.ts'

/** A remembered text; null on the server and in the first render, and it works unremembered where storage is refused. */
export function useStored(key: string): [string | null, (value: string | null) => void] {
  const stored = useSyncExternalStore(
    onStored,
    () => readStored(key),
    () => null,
  )
  const [local, setLocal] = useState<string | null>(null)
  const set = useCallback(
    (value: string | null) => {
      setLocal(value)
      writeStored(key, value)
    },
    [key],
  )
  return [stored ?? local, set]
}
