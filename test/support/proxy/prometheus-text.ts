export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const line = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g

/** Reads Prometheus' text format, enough for the output of Envoy and of our own server. */
export function readSamples(text: string): Sample[] {
  return text.split('\n').flatMap((row) => {
    const match = line.exec(row)
    if (match === null) return []
    const labels = [...(match[2] ?? '').matchAll(label)].map(([, name, value]) => [name, value])
    return [{ name: match[1] ?? '', labels: Object.fromEntries(labels), value: Number(match[3]) }]
  })
}

/** The samples of a name whose labels contain the wanted ones. */
export function samplesOf(text: string, name: string, wanted: Readonly<Record<string, string>> = {}): Sample[] {
  return readSamples(text).filter(
    (sample) => sample.name === name && Object.entries(wanted).every(([key, value]) => sample.labels[key] === value),
  )
}
