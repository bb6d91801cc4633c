import { Server, ServerCredentials, type ServerReadableStream, type sendUnaryData } from '@grpc/grpc-js'
import { streamLogName } from '../telemetry/stream-logs.ts'
import { decodeAccessLogMessage, type AccessLogMessage, type Report } from './access-log-messages.ts'

export interface AccessLogServerInput {
  readonly port: number
  /** Whether the caller with this bearer speaks for the proxy of this node id; what others send is dropped. */
  readonly isFrom: (nodeId: string, bearer: string) => boolean
  /** Called when a message was dropped because its sender did not prove who it is. */
  readonly onStranger: (nodeId: string) => void
  /** Called for each report; the node id is the proxy's, as its bootstrap names it. */
  readonly onReport: (nodeId: string, report: Report) => void
  /** Called when a message or an entry could not be read. */
  readonly onMalformed: (reason: string) => void
}

export interface AccessLogServer {
  readonly port: number
  stop(): Promise<void>
}

type Stream = ServerReadableStream<Buffer, Buffer>
const maxMessageBytes = 4 * 1024 * 1024

/** Listens on loopback for Envoy's access log service (entries of our own loggers only). */
export async function startAccessLogServer(input: AccessLogServerInput): Promise<AccessLogServer> {
  const server = new Server({ 'grpc.max_receive_message_length': maxMessageBytes })
  server.addService(service, {
    StreamAccessLogs: (stream: Stream, answer: sendUnaryData<Buffer>) => receive(stream, answer, input),
  })
  const port = await bind(server, input.port)
  return { port, stop: () => stop(server) }
}

const service = {
  StreamAccessLogs: {
    path: '/envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs',
    requestStream: true,
    responseStream: false,
    requestSerialize: (bytes: Buffer) => bytes,
    requestDeserialize: (bytes: Buffer) => bytes,
    responseSerialize: (bytes: Buffer) => bytes,
    responseDeserialize: (bytes: Buffer) => bytes,
  },
} as const

function receive(stream: Stream, answer: sendUnaryData<Buffer>, input: AccessLogServerInput): void {
  let nodeId: string | undefined
  let isOurs = false
  const [authorization] = stream.metadata.get('authorization')
  const bearer = String(authorization ?? '').replace(/^Bearer /, '')
  stream.on('data', (bytes: Buffer) => {
    const message = tryDecode(bytes, input)
    if (message === undefined) return
    // Only the first message of a stream says who sends.
    if (message.logName !== undefined) isOurs = message.logName === streamLogName
    nodeId = message.nodeId ?? nodeId
    if (nodeId === undefined || !isOurs) return
    if (!input.isFrom(nodeId, bearer)) return input.onStranger(nodeId)
    for (const report of message.reports) input.onReport(nodeId, report)
  })
  stream.on('end', () => answer(null, Buffer.alloc(0)))
  // A proxy that ends resets its stream: not an event for anyone.
  stream.on('error', () => undefined)
}

function tryDecode(bytes: Buffer, { onMalformed }: AccessLogServerInput): AccessLogMessage | undefined {
  try {
    const message = decodeAccessLogMessage(bytes)
    if (message.malformed > 0) onMalformed(`${message.malformed} entries of a message were not understood`)
    return message
  } catch (error) {
    onMalformed(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(new Error(`access log port ${port} can't be used: ${error.message}`)),
    )
  })
}

function stop(server: Server): Promise<void> {
  server.forceShutdown()
  return Promise.resolve()
}
