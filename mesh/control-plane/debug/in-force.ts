import { changedResources, type ResourceChange, type ResourceSet, type Subscription } from '../serve/subscription.ts'

/** One type of one proxy's configuration: what it works with, and what it refused. */
export interface InForce {
  readonly version: string
  /** RFC 3339 source: when it was accepted, in milliseconds since the epoch. */
  readonly at: number | undefined
  readonly active: ResourceSet
  readonly refused: readonly RefusedResource[]
}

export interface RefusedResource {
  readonly name: string
  readonly change: ResourceChange
}

/** What a proxy works with. Envoy takes the good listeners and clusters of a response that it refuses for the others. */
export function inForce({ acked, ackedAt, rejected, sent }: Subscription): InForce {
  const version = acked?.version ?? ''
  const accepted: ResourceSet = acked?.resources ?? new Map()
  if (rejected === undefined)
    return {
      version,
      at: ackedAt,
      active: sent === acked ? accepted : ((acked ?? sent)?.resources ?? new Map()),
      refused: [],
    }
  const refused = refusedResources(accepted, rejected)
  const held = new Set(refused.map(({ name }) => name))
  const taken = [...rejected.resources].filter(([name]) => !held.has(name))
  const kept = [...accepted].filter(([name]) => held.has(name))
  return { version, at: ackedAt, active: new Map([...taken, ...kept]), refused }
}

const partOfName = /[\w.|-]/

/** Whether a text names a resource as a whole word: `80` is not named by `8080`. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`
    if (!partOfName.test(around)) return true
  }
  return false
}

/** The changed resources that the reason names; all that changed when it names none. */
function refusedResources(
  accepted: ResourceSet,
  { message, resources }: { readonly message: string; readonly resources: ResourceSet },
): readonly RefusedResource[] {
  const changed = changedResources(accepted, resources).filter(({ change }) => change !== 'removed')
  const named = changed.filter(({ name }) => names(message, name))
  return named.length > 0 ? named : changed
}
