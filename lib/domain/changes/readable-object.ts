/** Fields that the API server writes by itself; they would only hide a change (R25). */
const serverFields = new Set(['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp', 'selfLink'])
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** An object as a person would write it: without status and without what the API server adds. */
export function readableObject(object: unknown): unknown {
  if (!isRecord(object) || !isRecord(object['metadata'])) return object
  const { annotations, ...others } = object['metadata']
  const kept = Object.entries(others).filter(([key]) => !serverFields.has(key))
  const own = isRecord(annotations) ? Object.entries(annotations).filter(([key]) => key !== lastApplied) : []
  const metadata = { ...Object.fromEntries(kept), ...(own.length > 0 ? { annotations: Object.fromEntries(own) } : {}) }
  const rest = Object.fromEntries(Object.entries(object).filter(([key]) => key !== 'status'))
  return { ...rest, metadata }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
