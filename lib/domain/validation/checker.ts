import type { ClusterFacts } from '../routing/targets.ts'

export type Severity = 'error' | 'warning' | 'info'

/** One fault in an object: where, as a JSON path, and one sentence that names the field, the value and what is allowed. */
export interface Fault {
  readonly path: string
  readonly message: string
}

/** A fault with the check that found it. `aliases` are Istio's and Kiali's codes for the same. */
export interface Finding extends Fault {
  readonly code: string
  readonly aliases: string[]
  readonly severity: Severity
}

/** An object under check; the namespace is that of its metadata. */
export interface Subject {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly object: unknown
}

/** What the checks know besides the object itself. */
export interface World extends ClusterFacts {
  readonly virtualServices: readonly Subject[]
  readonly gateways: readonly { readonly namespace: string; readonly name: string }[]
  /** Namespaces that an object of a kind is exported to: those it names, `*` for all. */
  readonly exports: (subject: { readonly kind: string; readonly namespace: string; readonly name: string }) => Exported
}
export type Exported = readonly string[]

/** One check. `check` gives every fault of its sort in the object. */
export interface Checker {
  readonly code: string
  readonly aliases: readonly string[]
  readonly severity: Severity
  readonly kinds: readonly string[]
  readonly title: string
  readonly check: (subject: Subject, world: World) => readonly Fault[]
}

/** Whether something in `home` that is exported to these namespaces is seen from `from`. */
export function isVisible(
  exported: Exported,
  { home, from }: { readonly home: string; readonly from: string },
): boolean {
  return exported.some((target) => target === '*' || target === from || (target === '.' && home === from))
}
