import {
  logVerbosity,
  setLogVerbosity,
  Server,
  ServerCredentials,
  status,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import type { Receive, Receipt } from '../receive.ts'
import { batchesFromProtobuf } from './from-protobuf.ts'
import { encodeResponse } from './protocol.ts'

// Its own lines would stand between ours; every failure reaches us as an error anyway.
setLogVerbosity(logVerbosity.NONE)
const maxMessageBytes = 16 * 1_048_576
const asIs = (bytes: Buffer) => bytes
// Bytes pass through: a decoder that throws inside grpc-js would be answered as our fault, not as the sender's.
const service: ServiceDefinition = {
  export: {
    path: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  },
}

type Call = { readonly request: Buffer }
type Reply = (error: { code: status; details: string } | null, value?: Buffer) => void

export interface GrpcDeps {
  readonly receive: Receive
  readonly onMalformed: (error: unknown) => void
}

/**
 * Serves OTLP over gRPC on loopback.
 * @throws Error when the port can't be had
 */
export async function startGrpcServer(port: number, deps: GrpcDeps): Promise<Server> {
  const server = new Server({ 'grpc.max_receive_message_length': maxMessageBytes })
  const implementation: UntypedServiceImplementation = {
    export: (call: Call, reply: Reply) => answer(call, reply, deps),
  }
  server.addService(service, implementation)
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    )
  })
  return server
}

function answer(call: Call, reply: Reply, { receive, onMalformed }: GrpcDeps): void {
  let receipt: Receipt
  try {
    receipt = receive(batchesFromProtobuf(call.request), 'grpc')
  } catch (error) {
    onMalformed(error)
    return reply({ code: status.INVALID_ARGUMENT, details: error instanceof Error ? error.message : String(error) })
  }
  if (receipt.kind === 'full') return reply({ code: status.RESOURCE_EXHAUSTED, details: receipt.message })
  reply(null, Buffer.from(encodeResponse(receipt)))
}
