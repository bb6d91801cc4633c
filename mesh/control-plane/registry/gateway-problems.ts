import type { GatewayObject, ObjectProblem } from '../ingest/parse-objects.ts'

const plainHttp = new Set(['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB'])

/** Whether a Gateway's server of this protocol is served: HTTP in plain text. */
export function isServedProtocol(protocol: string): boolean {
  return plainHttp.has(protocol.toUpperCase())
}

/** What Gateways ask for and are not given, one sentence for each server, so that a closed port is no riddle. */
export function gatewayProblems(gateways: readonly GatewayObject[]): ObjectProblem[] {
  return gateways.flatMap(({ metadata, spec }) =>
    spec.servers.flatMap(({ port, tls }, index) => {
      if (isServedProtocol(port.protocol)) return []
      const what = tls?.mode === undefined ? port.protocol : `${port.protocol}, tls.mode ${tls.mode}`
      const message = `spec.servers[${index}]: port ${port.number} (${what}) stays closed, this control plane serves gateways over plain HTTP only`
      return [{ kind: 'Gateway', namespace: metadata.namespace ?? '', name: metadata.name, message }]
    }),
  )
}
