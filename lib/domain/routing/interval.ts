/** A share with its confidence interval, all in 0..1. */
export interface Interval {
  readonly share: number
  readonly low: number
  readonly high: number
}

/** Two-sided 95 % point of the normal distribution. */
export const Z95 = 1.959963984540054

/**
 * Wilson's score interval of a share: `count` of `n` observed. Without observations it is the whole range.
 * Source: E. B. Wilson, JASA 22 (1927).
 */
export function wilsonInterval(count: number, n: number, z: number = Z95): Interval {
  if (n <= 0) return { share: 0, low: 0, high: 1 }
  const share = Math.min(Math.max(count / n, 0), 1)
  const z2 = z * z
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n)
  const half = (z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))
  return { share, low: count <= 0 ? 0 : Math.max(0, centre - half), high: count >= n ? 1 : Math.min(1, centre + half) }
}
