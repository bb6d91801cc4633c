import { percentOf } from '../../lib/domain/routing/weights.ts'

/** A weight as percent of the total without needless digits: "30", "0.5". */
export function percentText(weight: number, total: number): string {
  return String(Math.round(percentOf(weight, total) * 10) / 10)
}

/** A ratio of 0 to 1 with one digit: "29.7". */
export function ratioText(ratio: number): string {
  return (ratio * 100).toFixed(1)
}

/** Requests per second: whole from 10 up, one digit below. */
export function rateText(rps: number | null): string {
  if (rps === null) return 'n/a'
  return rps >= 10 ? String(Math.round(rps)) : String(Math.round(rps * 10) / 10)
}

/** "reviews v3, 30 percent, about 36 requests per second": what a slider says of itself. */
export function sliderText(slice: { name: string; weight: number; total: number; rps: number | null }): string {
  const share = `${slice.name}, ${percentText(slice.weight, slice.total)} percent`
  return slice.rps === null ? share : `${share}, about ${rateText(slice.rps)} requests per second`
}
