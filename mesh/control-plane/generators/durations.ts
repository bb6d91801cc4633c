import { durationMs } from '../../../lib/domain/istio/primitives.ts'
import { seconds } from '../envoy-json.ts'

/** A Go-style duration of an Istio object in Envoy's form; the schemas let only readable ones through. */
export function envoyDuration(text: string): string {
  return seconds((durationMs(text) ?? 0) / 1000)
}
