/** How a port's bytes are read. `auto` is undeclared: told apart by sniffing. `tls` is passed through, not terminated. */
export type Protocol = 'http' | 'http2' | 'grpc' | 'grpc-web' | 'tls' | 'tcp' | 'udp' | 'auto'

const byName: Record<string, Protocol> = {
  http: 'http',
  http2: 'http2',
  grpc: 'grpc',
  'grpc-web': 'grpc-web',
  https: 'tls',
  tls: 'tls',
  tcp: 'tcp',
  mongo: 'tcp',
  redis: 'tcp',
  mysql: 'tcp',
  udp: 'udp',
}
const byAppProtocol: Record<string, Protocol> = {
  ...byName,
  'kubernetes.io/h2c': 'http2',
  'kubernetes.io/ws': 'http',
  'kubernetes.io/wss': 'tls',
}
/** Ports whose server speaks first, where sniffing would wait for ever: SMTP, DNS, MySQL, MongoDB. */
const serverFirstPorts = new Set([25, 53, 3306, 27017])

export interface PortFacts {
  readonly port: number
  readonly name?: string | undefined
  readonly appProtocol?: string | null | undefined
  readonly transport?: string | undefined
}

/** Protocol of a Service port by Istio's rule: appProtocol, else the name up to its first `-`, else sniffed. */
export function protocolOf({ port, name, appProtocol, transport }: PortFacts): Protocol {
  if (transport?.toUpperCase() === 'UDP') return 'udp'
  const declared =
    appProtocol === undefined || appProtocol === null
      ? protocolOfName(name ?? '')
      : byAppProtocol[appProtocol.toLowerCase()]
  return declared ?? (serverFirstPorts.has(port) ? 'tcp' : 'auto')
}

/** Protocol that a port name or a protocol word declares; undefined when it declares none. */
export function protocolOfName(name: string): Protocol | undefined {
  const lower = name.toLowerCase()
  if (lower === 'grpc-web' || lower.startsWith('grpc-web-')) return 'grpc-web'
  return byName[lower.split('-')[0] ?? '']
}

/** Whether requests, not just connections, are seen on such a port. */
export function isHttp(protocol: Protocol): boolean {
  return protocol === 'http' || isHttp2(protocol) || protocol === 'grpc-web'
}

/** Whether the upstream is spoken to by HTTP/2. */
export function isHttp2(protocol: Protocol): boolean {
  return protocol === 'http2' || protocol === 'grpc'
}
