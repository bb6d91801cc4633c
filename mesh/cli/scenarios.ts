/** What `up` must know of a scenario beside its objects. */
export interface Scenario {
  /** What the traffic generator asks the ingress gateway for. */
  readonly traffic: { readonly host: string; readonly path: string }
  /** Whether one of its hosts listens outside the mesh, on HEDDLE_EXTERNAL_PORT. */
  readonly hasOutsideHost: boolean
}

/** The scenarios by name; their objects are in mesh/scenarios/NAME. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  bookinfo: { traffic: { host: 'bookinfo.example', path: '/productpage' }, hasOutsideHost: false },
  boutique: { traffic: { host: 'boutique.example', path: '/' }, hasOutsideHost: true },
}

/** @throws Error naming the scenarios there are */
export function scenarioNamed(name: string): Scenario {
  const found = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined
  if (found !== undefined) return found
  throw new Error(`--scenario is "${name}": the scenarios are ${Object.keys(scenarios).join(', ')}`)
}
