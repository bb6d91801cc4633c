'use client'
import { useSyncExternalStore } from 'react'
import { chosenZone, zoneChanges, type Zone } from '../../lib/client/format/zone.ts'
import { onStored } from '../../lib/client/storage.ts'

/** The zone that times are written in; UTC in the first render, as the server draws it. */
export function useZone(): Zone {
  return useSyncExternalStore<Zone>(onStored, chosenZone, () => 'utc')
}

/** Another number for every change of the zone: what has times in it is drawn anew with this as its key. */
export function useZoneChanges(): number {
  return useSyncExternalStore(onStored, zoneChanges, () => 0)
}
