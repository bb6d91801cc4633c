/** Which namespaces somebody may see. */
export type NamespaceRights = 'all' | readonly string[]

/** Who is asking and what they may do: one parameter of every service. */
export interface Principal {
  /** For logs and the ledger, never a secret. */
  readonly subject: string
  readonly kind: 'token' | 'session' | 'embed'
  readonly namespaces: NamespaceRights
  readonly canWrite: boolean
  /** When the rights end, in Unix seconds; null while the process lives. */
  readonly expiresAt: number | null
}

/** Whether the principal may see a namespace. Cluster-scoped things (null) are seen only with rights to all. */
export function maySee(principal: Principal, namespace: string | null): boolean {
  if (principal.namespaces === 'all') return true
  return namespace !== null && principal.namespaces.includes(namespace)
}

/** The part of the asked-for namespaces that may be seen; asking for none means all that may be seen. */
export function visibleNamespaces(principal: Principal, asked: readonly string[]): NamespaceRights {
  if (principal.namespaces === 'all') return asked.length === 0 ? 'all' : asked
  if (asked.length === 0) return principal.namespaces
  return asked.filter((namespace) => maySee(principal, namespace))
}
