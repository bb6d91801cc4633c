export interface Metric {
  readonly name: string
  readonly type: 'counter' | 'gauge'
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]
}

/** One metric in Prometheus' text format; nothing when it has no samples. */
export function renderMetric({ name, type, samples }: Metric): string {
  if (samples.length === 0) return ''
  const lines = samples.map(({ labels, value }) => `${name}${renderLabels(labels)} ${value}\n`)
  return `# TYPE ${name} ${type}\n${lines.join('')}`
}

function renderLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeValue(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}
