import { expect, test } from 'vitest'
import { protocolOf } from './protocol.ts'

// Guarantee: a port is read as Istio reads it.

test.each([
  [{ port: 80, name: 'http' }, 'http'],
  [{ port: 80, name: 'http-web' }, 'http'],
  [{ port: 80, name: 'HTTP2' }, 'http2'],
  [{ port: 80, name: 'grpc-api' }, 'grpc'],
  [{ port: 80, name: 'grpc-web' }, 'grpc-web'],
  [{ port: 80, name: 'grpc-web-ui' }, 'grpc-web'],
  [{ port: 443, name: 'https' }, 'tls'],
  [{ port: 6379, name: 'redis' }, 'tcp'],
  [{ port: 80, name: 'web' }, 'auto'],
  [{ port: 80 }, 'auto'],
  [{ port: 3306 }, 'tcp'],
  [{ port: 27017, name: 'db' }, 'tcp'],
  [{ port: 53, name: 'dns', transport: 'UDP' }, 'udp'],
  [{ port: 80, name: 'tcp', appProtocol: 'http' }, 'http'],
  [{ port: 80, name: 'tcp', appProtocol: 'kubernetes.io/h2c' }, 'http2'],
  [{ port: 80, name: 'http', appProtocol: 'example.com/own' }, 'auto'],
])('%j is %s', (facts, protocol) => expect(protocolOf(facts)).toBe(protocol))
