/** How long a piece of work takes: most of it near `typicalMs`, and a share of `slowShare` up to `slowestMs`. */
export interface LatencyModel {
  readonly typicalMs: number
  readonly slowShare: number
  readonly slowestMs: number
}

/**
 * One duration in milliseconds from a model and two random numbers in [0, 1).
 * The usual case is skewed to the right as real services are; the slow case is spread evenly in logarithm, so that
 * the tail has both mildly and very slow requests.
 */
export function workDuration(model: LatencyModel, random: () => number): number {
  const which = random()
  const within = random()
  if (which < model.slowShare) return model.typicalMs * 2 * (model.slowestMs / (model.typicalMs * 2)) ** within
  return model.typicalMs * (0.6 + 0.5 * within + 0.9 * within ** 4)
}

/** A small repeatable random sequence (mulberry32), so that a pod's latencies are the same on every run. */
export function seededRandom(seed: string): () => number {
  let state = 2_166_136_261
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16_777_619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
