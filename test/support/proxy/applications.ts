import * as grpc from '@grpc/grpc-js'
import { createServer as createHttpServer, get, type IncomingHttpHeaders } from 'node:http'
import { connect, createServer as createTcpServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export interface Application {
  stop(): Promise<void>
}

export interface HttpApplication extends Application {
  /** Headers of every request that arrived. */
  readonly seen: readonly IncomingHttpHeaders[]
}

/** `/slow` answers after a second, `/flaky` fails twice and then succeeds, anything else gives 200. */
export async function httpApplication(host: string, port: number): Promise<HttpApplication> {
  const seen: IncomingHttpHeaders[] = []
  let flaky = 0
  const server = createHttpServer((request, response) => {
    seen.push(request.headers)
    const isFailure = request.url === '/flaky' && (flaky += 1) % 3 !== 0
    const answer = () => response.writeHead(isFailure ? 503 : 200).end('answer')
    if (request.url === '/slow') void delay(1_000).then(answer)
    else answer()
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return {
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Status of one GET with its own connection. */
export function httpGet(target: {
  address: string
  port: number
  host: string
  path?: string
  headers?: Record<string, string>
}): Promise<number> {
  const { address, port, host, path = '/', headers = {} } = target
  return new Promise((resolve, reject) => {
    get({ host: address, port, path, headers: { ...headers, host }, agent: false }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    }).on('error', reject)
  })
}

const bytes = {
  requestSerialize: (value: Buffer) => value,
  requestDeserialize: (value: Buffer) => value,
  responseSerialize: (value: Buffer) => value,
  responseDeserialize: (value: Buffer) => value,
}
const echo = {
  Once: { path: '/test.Echo/Once', requestStream: false, responseStream: false, ...bytes },
  Thrice: { path: '/test.Echo/Thrice', requestStream: false, responseStream: true, ...bytes },
  Missing: { path: '/test.Echo/Missing', requestStream: false, responseStream: false, ...bytes },
  Chat: { path: '/test.Echo/Chat', requestStream: true, responseStream: true, ...bytes },
} as const

/** A gRPC service of raw bytes: one answer, three answers, NOT_FOUND, or an answer to each message of a stream. */
export async function grpcApplication(host: string, port: number): Promise<Application> {
  const server = new grpc.Server()
  server.addService(echo, {
    Once: (call: grpc.ServerUnaryCall<Buffer, Buffer>, answer: grpc.sendUnaryData<Buffer>) =>
      answer(null, call.request),
    Thrice: (call: grpc.ServerWritableStream<Buffer, Buffer>) => {
      for (let index = 0; index < 3; index += 1) call.write(call.request)
      call.end()
    },
    Missing: (_call: grpc.ServerUnaryCall<Buffer, Buffer>, answer: grpc.sendUnaryData<Buffer>) =>
      answer({ code: grpc.status.NOT_FOUND }, null),
    Chat: (call: grpc.ServerDuplexStream<Buffer, Buffer>) => {
      call.on('data', (message: Buffer) => call.write(message)).on('end', () => call.end())
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, grpc.ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    )
  })
  return { stop: () => Promise.resolve(server.forceShutdown()) }
}

export interface GrpcChat {
  /** Sends one message and waits for its answer. */
  say(): Promise<void>
  /** Ends the stream and gives its status code. */
  end(): Promise<number>
}

/** Opens a stream that stays open until it is ended. */
export function grpcChat(target: string, authority: string): GrpcChat {
  const client = new grpc.Client(target, grpc.credentials.createInsecure(), { 'grpc.default_authority': authority })
  const { path, requestSerialize, responseDeserialize } = echo.Chat
  const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize)
  call.on('error', () => undefined)
  return {
    say: async () => {
      const answered = new Promise((resolve) => call.once('data', resolve))
      call.write(Buffer.from('message'))
      await answered
    },
    end: () =>
      new Promise((resolve) => {
        call.on('status', ({ code }) => {
          client.close()
          resolve(code)
        })
        call.end()
      }),
  }
}

/** Calls one method and gives the gRPC status code. */
export function grpcCall(target: string, authority: string, method: keyof typeof echo): Promise<number> {
  const client = new grpc.Client(target, grpc.credentials.createInsecure(), { 'grpc.default_authority': authority })
  const { path, requestSerialize, responseDeserialize } = echo[method]
  return new Promise((resolve) => {
    const call = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, Buffer.from('message'))
    call.on('data', () => undefined)
    call.on('error', () => undefined)
    call.on('status', ({ code }) => {
      client.close()
      resolve(code)
    })
  })
}

/** Sends every byte back. */
export async function tcpApplication(host: string, port: number): Promise<Application> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

export interface TcpClient {
  /** Sends so many bytes and waits until they came back. */
  exchange(count: number): Promise<void>
  close(): Promise<void>
}

export async function tcpClient(address: string, port: number): Promise<TcpClient> {
  const socket = connect(port, address)
  let received = 0
  socket.on('data', (chunk) => (received += chunk.length))
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return {
    exchange: async (count) => {
      const wanted = received + count
      socket.write(Buffer.alloc(count, 'x'))
      while (received < wanted) await new Promise((resolve) => socket.once('data', resolve))
    },
    close: () =>
      new Promise((resolve) => {
        socket.once('close', () => resolve())
        socket.end()
      }),
  }
}
