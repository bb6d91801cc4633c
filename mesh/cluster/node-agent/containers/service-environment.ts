import { serviceAddress, serviceIndexAnnotation } from '../../../network/addresses.ts'
import type { Service } from '../../objects/service.ts'

/**
 * Kubernetes' `{SVC}_SERVICE_HOST` and `{SVC}_SERVICE_PORT` for the Services of a pod's namespace. The host is the
 * pod's own address for that Service, where its proxy listens.
 */
export function serviceEnvironment(services: readonly Service[], podIp: string): Record<string, string> {
  return Object.fromEntries(services.flatMap((service) => variables(service, podIp)))
}

function variables({ metadata, spec }: Service, podIp: string): [string, string][] {
  const index = Number(metadata.annotations?.[serviceIndexAnnotation] ?? Number.NaN)
  const [first] = spec.ports
  if (!Number.isInteger(index) || first === undefined) return []
  const prefix = `${metadata.name.toUpperCase().replaceAll('-', '_')}_SERVICE`
  const named = spec.ports.flatMap(({ name, port }): [string, string][] =>
    name === undefined || name === ''
      ? []
      : [[`${prefix}_PORT_${name.toUpperCase().replaceAll('-', '_')}`, String(port)]],
  )
  return [[`${prefix}_HOST`, serviceAddress(podIp, index)], [`${prefix}_PORT`, String(first.port)], ...named]
}
