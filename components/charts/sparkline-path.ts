export type SparkShape = { line: string; area: string }

/**
 * The course of values as SVG paths in a box, zero based. A missing value is a gap, never a line to zero; `null` when
 * nothing can be drawn.
 */
export function sparklinePath(
  values: readonly (number | null)[],
  size: { width: number; height: number },
): SparkShape | null {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const most = Math.max(...known, 0) || 1
  const x = (index: number) => (index / (values.length - 1)) * size.width
  const y = (value: number) => size.height - 1 - (value / most) * (size.height - 3)
  const runs = runsOf(values)
  const point = (index: number, value: number) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`
  const lineOf = (run: Run) => `M${run.map(({ index, value }) => point(index, value)).join('L')}`
  const areaOf = (run: Run) => {
    const first = run[0]?.index ?? 0
    const last = run.at(-1)?.index ?? 0
    return `${lineOf(run)}L${x(last).toFixed(1)} ${size.height}L${x(first).toFixed(1)} ${size.height}Z`
  }
  return { line: runs.map(lineOf).join(''), area: runs.map(areaOf).join('') }
}

type Run = { index: number; value: number }[]

/** Stretches without a gap. */
function runsOf(values: readonly (number | null)[]): Run[] {
  const runs: Run[] = []
  let run: Run = []
  values.forEach((value, index) => {
    if (value !== null) run.push({ index, value })
    else if (run.length > 0) {
      runs.push(run)
      run = []
    }
  })
  return run.length > 0 ? [...runs, run] : runs
}
