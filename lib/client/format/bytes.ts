const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** A size in binary steps: "318 MiB", "3.2 GiB". */
export function bytes(size: number): string {
  const step = size < 1_024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(size) / 10))
  const scaled = size / 1_024 ** step
  return `${scaled >= 10 || step === 0 ? Math.round(scaled) : scaled.toFixed(1)} ${units[step] ?? 'B'}`
}
