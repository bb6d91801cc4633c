import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { Principal } from '../../domain/model/principal.ts'
import type { ControlPlaneSource } from '../../sources/ports.ts'
import type { Deps } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'

/** A proxy is named by its pod. */
export interface ProxyInput {
  readonly namespace: string
  readonly name: string
}

/** @throws HeddleError FORBIDDEN for a namespace out of sight, NOT_FOUND without a control plane */
export function controlPlaneFor(deps: Deps, principal: Principal, { namespace }: ProxyInput): ControlPlaneSource {
  requireNamespaces(principal, [namespace])
  if (deps.controlPlane !== null) return deps.controlPlane
  throw new HeddleError('NOT_FOUND', 'No control plane is configured: set CONTROL_PLANE_URL to see its proxies.')
}

export function noSuchProxy({ namespace, name }: ProxyInput): HeddleError {
  const sentence = `No proxy of pod "${name}" in namespace "${namespace}" is connected to the control plane.`
  return new HeddleError('NOT_FOUND', sentence, { field: 'name' })
}
