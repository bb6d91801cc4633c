import { readStored, writeStored } from '../storage.ts'

/** In which zone times are written; they are UTC unless the reader chose otherwise. */
export type Zone = 'utc' | 'local'

export const zoneKey = 'heddle.zone'

/** The zone that the reader chose; UTC on the server and where storage is refused. */
export function chosenZone(): Zone {
  return readStored(zoneKey) === 'local' ? 'local' : 'utc'
}

let changes = 0

/** How often the zone was changed since the page was loaded. */
export function zoneChanges(): number {
  return changes
}

/** Remembers the zone; UTC is the usual one and leaves nothing behind. */
export function chooseZone(zone: Zone): void {
  if (zone !== chosenZone()) changes += 1
  writeStored(zoneKey, zone === 'local' ? zone : null)
}

/** Minutes that the zone is ahead of UTC at a moment: 120 for Berlin in summer. */
export function zoneOffsetMinutes(ms: number, zone: Zone): number {
  return zone === 'utc' ? 0 : -new Date(ms).getTimezoneOffset()
}

/** "UTC", "UTC+2", "UTC-3:30". */
export function zoneName(ms: number, zone: Zone = chosenZone()): string {
  const minutes = zoneOffsetMinutes(ms, zone)
  if (minutes === 0) return 'UTC'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

/** The moment shifted so that its UTC fields read as the zone's wall clock. */
export function wallClock(ms: number, zone: Zone): Date {
  return new Date(ms + zoneOffsetMinutes(ms, zone) * 60_000)
}
