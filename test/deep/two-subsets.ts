import { kubectl } from '../support/kubectl.ts'
import { eventually, type MeshState } from '../support/mesh-instance.ts'

/** Routes whose rule `main` has two destinations, all under traffic: the real versions of reviews, and others in two halves. */
export const steered = ['reviews', 'details', 'ratings', 'bookinfo'] as const
export type Steered = (typeof steered)[number]

/** The service behind a route, and the subsets that it splits between. */
export function subsetsOf(name: Steered): { host: string; stable: string; candidate: string } {
  if (name === 'reviews') return { host: name, stable: 'v1', candidate: 'v2' }
  return { host: name === 'bookinfo' ? 'productpage' : name, stable: 'a', candidate: 'b' }
}

/** Gives each of them 90/10, subsets first. @throws Error with kubectl's words */
export async function routeTwoSubsets(state: MeshState): Promise<void> {
  await apply(state, ['details', 'ratings', 'productpage'].map(halves).join('---\n'))
  for (const name of ['details', 'ratings', 'productpage'])
    await acknowledged(state, `DestinationRule/bookinfo/${name}`)
  await apply(state, steered.map(route).join('---\n'))
  for (const name of steered) await acknowledged(state, `VirtualService/bookinfo/${name}`)
}

async function apply({ kubeconfig }: MeshState, text: string): Promise<void> {
  const { code, errors } = await kubectl(kubeconfig, ['apply', '-f', '-'], text)
  if (code !== 0) throw new Error(errors)
}

async function acknowledged({ controlPlane }: MeshState, resource: string): Promise<void> {
  await eventually(`${resource} on every proxy`, 20_000, async () => {
    const response = await fetch(`${controlPlane.debug}/debug/acks?resource=${resource}`)
    const { allAckedAt } = (await response.json()) as { allAckedAt?: string | null }
    return allAckedAt ?? undefined
  })
}

const halves = (host: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: ${host}, namespace: bookinfo}
spec:
  host: ${host}
  subsets:
  - {name: a, labels: {version: v1}}
  - {name: b, labels: {version: v1}}
`

function route(name: Steered): string {
  const { host, stable, candidate } = subsetsOf(name)
  const place =
    name === 'bookinfo' ? `hosts: [bookinfo.example, "*"]\n  gateways: [bookinfo-gateway]` : `hosts: [${name}]`
  return `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${name}, namespace: bookinfo}
spec:
  ${place}
  http:
  - name: main
    route:
    - {destination: {host: ${host}, subset: ${stable}}, weight: 90}
    - {destination: {host: ${host}, subset: ${candidate}}, weight: 10}
`
}
