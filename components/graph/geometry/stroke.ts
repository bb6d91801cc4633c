/** Width is load: 1 px for nothing, 5 px at most. */
export function edgeWidth(rps: number): number {
  return Math.min(5, 1 + 1.1 * Math.log10(1 + Math.max(0, rps)))
}

/** Bytes per second on the same scale: a kilobyte weighs as much as a request. */
export function tcpEdgeWidth(bytesPerSecond: number): number {
  return edgeWidth(bytesPerSecond / 1_000)
}

/** Length of the arrow head for a stroke. */
export function arrowLength(width: number): number {
  return 6 + 0.9 * width
}

/** cytoscape draws a triangle of 0.3 of its own base size, which depends on the width; this scale gives the wanted length. */
export function arrowScale(width: number): number {
  const base = 0.3 * Math.max((width * 13.37) ** 0.9, 29)
  return arrowLength(width) / base
}
