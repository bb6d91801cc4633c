import { quoteWord } from '../../../lib/domain/graph/find-expression/quote-word.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'

/** As many workloads as one question for logs may name. */
export const mostLogWorkloads = 20

type Placed = { readonly namespace: string }

function namespacesOf(items: readonly Placed[]): string[] {
  return [...new Set(items.map(({ namespace }) => namespace))].toSorted()
}

/** The graph of the namespaces of these things, with them found in it. `field` is what the find language calls them by. */
export function graphOf(
  items: readonly (Placed & { readonly name: string })[],
  field: 'workload' | 'service' | 'app',
  scope: Scope,
): string {
  const namespaces = namespacesOf(items)
  const terms = items.map(({ namespace, name }) => {
    const named = `${field} = ${quoteWord(name)}`
    return namespaces.length === 1 ? named : `(${named} and ns = ${quoteWord(namespace)})`
  })
  return routes.graph({ ...scope, namespaces }, { find: terms.join(' or ') })
}

/** The logs of workloads; null where they are more than one question may name. */
export function logsOf(workloads: readonly (Placed & { readonly name: string })[], scope: Scope): string | null {
  const names = [...new Set(workloads.map(({ name }) => name))]
  if (names.length === 0 || names.length > mostLogWorkloads) return null
  return routes.logs({ ...scope, namespaces: namespacesOf(workloads) }, { workload: names.join(',') })
}
