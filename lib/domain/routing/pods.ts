import type { PodFacts } from './targets.ts'

/** The pod that has run longest among the ready ones, else among all: its image and age stand for the version. */
export function firstRunning(pods: readonly PodFacts[]): PodFacts | null {
  const ready = pods.filter((pod) => pod.ready)
  const candidates = ready.length > 0 ? ready : pods
  return candidates.toSorted((left, right) => (left.startedAt ?? '').localeCompare(right.startedAt ?? ''))[0] ?? null
}
