import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { root } from '../support/source-files.ts'

/** One measured number beside what the issue asks for. `limit` is undefined for a number that is only told. */
export type Figure = { name: string; value: number; unit: string; limit?: { atMost: number } | { atLeast: number } }

export type Benchmark = { name: string; run: () => Promise<Figure[]> }

export function holds({ value, limit }: Figure): boolean {
  if (limit === undefined) return true
  return 'atMost' in limit ? value <= limit.atMost : value >= limit.atLeast
}

/** The q-quantile (0 to 1) of some samples by the nearest-rank rule; NaN without samples. */
export function quantile(samples: number[], q: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

export function table(figures: Figure[]): string {
  const rows = figures.map(
    (figure) =>
      `| ${figure.name} | ${rounded(figure.value)} ${figure.unit} | ${limitText(figure)} | ${holds(figure) ? 'holds' : 'FALLS SHORT'} |`,
  )
  return ['| Figure | Measured | Asked | |', '|---|---|---|---|', ...rows].join('\n')
}

/** Writes dated results of one benchmark to bench/results. */
export function record(name: string, figures: Figure[], now: Date): string {
  const dir = join(root, 'bench/results')
  mkdirSync(dir, { recursive: true })
  const path = join(dir, `${name}.json`)
  const machine = { cpus: cpus().length, cpu: cpus()[0]?.model ?? '', memoryGiB: Math.round(totalmem() / 2 ** 30) }
  const results = figures.map((figure) => ({ ...figure, holds: holds(figure) }))
  writeFileSync(path, `${JSON.stringify({ measuredAt: now.toISOString(), machine, figures: results }, null, 2)}\n`)
  return path
}

function limitText({ limit, unit }: Figure): string {
  if (limit === undefined) return ''
  return 'atMost' in limit ? `≤ ${limit.atMost} ${unit}` : `≥ ${limit.atLeast} ${unit}`
}

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3)
}
