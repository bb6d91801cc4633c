/** Expressions that most people need; they can be read, changed and saved like any other. */
export type Preset = { name: string; mode: 'find' | 'hide'; expression: string }

export const presets: readonly Preset[] = [
  { name: 'Unhealthy', mode: 'find', expression: 'status = failing or status = degraded' },
  { name: 'Errors over 1 %', mode: 'find', expression: 'errors > 1%' },
  { name: 'Slow, p95 over 1 s', mode: 'find', expression: 'p95 > 1s' },
  { name: 'Not fully mTLS', mode: 'find', expression: 'mtls < 100%' },
  { name: 'Callers without a proxy', mode: 'find', expression: 'kind = unknown' },
  { name: 'Healthy', mode: 'hide', expression: 'status = healthy' },
  { name: 'Without traffic', mode: 'hide', expression: 'status = idle' },
  { name: 'Outside of the mesh', mode: 'hide', expression: 'kind = external or kind = serviceEntry or kind = unknown' },
]
