import { duration, text } from '../../lib/client/format/number.ts'

/** Microseconds as people read them: "320 µs", "4.3 ms", "1.62 s". */
export function micros(us: number): string {
  return us > 0 && us < 1_000 ? `${Math.round(us)} µs` : text(duration(us / 1_000))
}

/** The same with its sign: "+2 ms", "−320 µs", "0 ms". */
export function signedMicros(us: number): string {
  return us === 0 ? '0 ms' : `${us > 0 ? '+' : '−'}${micros(Math.abs(us))}`
}
