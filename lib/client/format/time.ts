import { chosenZone, wallClock, type Zone } from './zone.ts'

/** "14:36:05", in the chosen zone. */
export function clockTime(ms: number, zone: Zone = chosenZone()): string {
  return wallClock(ms, zone).toISOString().slice(11, 19)
}

/** "14:36:05.203", in the chosen zone. */
export function preciseTime(ms: number, zone: Zone = chosenZone()): string {
  return wallClock(ms, zone).toISOString().slice(11, 23)
}

/** "2026-11-24 14:36:05", in the chosen zone. */
export function dateTime(ms: number, zone: Zone = chosenZone()): string {
  return wallClock(ms, zone).toISOString().slice(0, 19).replace('T', ' ')
}

/** "4 s", "3 min", "2 h", "5 d": how long something lasts or how old it is, rounded down. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`
  return `${Math.floor(seconds / 86_400)} d`
}
