/** How a mesh's proxies name a service in their spans. */
export type NamingConvention = 'app.namespace' | 'bare name' | 'full host'

/** Where the searched name was found in the store. */
export interface SearchedNames {
  /** What was asked for: a service or a workload; null for all of them. */
  readonly asked: string | null
  /** The store's services that were searched. */
  readonly services: readonly string[]
  readonly convention: NamingConvention | null
}

/** `reviews.bookinfo` is Istio's own (canonical service and namespace), `reviews` what apps call themselves. */
export function conventionOf(service: string): NamingConvention {
  const parts = service.split('.')
  if (parts.length === 1) return 'bare name'
  return parts.length === 2 ? 'app.namespace' : 'full host'
}

/** The convention of names that all follow one; null when they differ or there are none. */
export function conventionOfAll(services: readonly string[]): NamingConvention | null {
  const [first, ...others] = new Set(services.map(conventionOf))
  return first === undefined || others.length > 0 ? null : first
}

/** Whether the store's service is the one that was asked for: by its whole name, or by its canonical part alone. */
export function isService(service: string, asked: string): boolean {
  return (
    service === asked ||
    (!asked.includes('.') && service.split('.')[0] === asked) ||
    service.startsWith(`${asked}.svc.`)
  )
}
