import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import protobuf from 'protobufjs'

const require = createRequire(import.meta.url)
const xdsPackage = dirname(require.resolve('@grpc/grpc-js-xds/package.json'))
const searchPath = [
  ...['envoy-api', 'xds', 'googleapis', 'protoc-gen-validate'].map((tree) => join(xdsPackage, 'deps', tree)),
  dirname(require.resolve('protobufjs/package.json')),
]
const entryFiles = [
  'envoy/service/discovery/v3/ads.proto',
  'envoy/config/cluster/v3/cluster.proto',
  'envoy/config/listener/v3/listener.proto',
  'envoy/config/route/v3/route.proto',
  'envoy/config/endpoint/v3/endpoint.proto',
  'envoy/extensions/transport_sockets/tls/v3/secret.proto',
  'xds/type/v3/typed_struct.proto',
]

let loaded: protobuf.Root | undefined

/** Envoy's message types, read once from the proto tree that @grpc/grpc-js-xds carries (about 0.1 s). */
export function protoRoot(): protobuf.Root {
  loaded ??= load()
  return loaded
}

function load(): protobuf.Root {
  const root = new protobuf.Root()
  root.resolvePath = (_origin, target) => (protobuf.common.get(target) === null ? findProto(target) : target)
  root.loadSync(entryFiles, { keepCase: true })
  root.resolveAll()
  return root
}

function findProto(target: string): string {
  return searchPath.map((dir) => join(dir, target)).find((path) => existsSync(path)) ?? target
}
