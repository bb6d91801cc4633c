import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js'
import protobuf from 'protobufjs'
import { z } from 'zod'

const schema = `
syntax = "proto3";
message Value { string string_value = 1; }
message Attribute { string key = 1; Value value = 2; }
message Resource { repeated Attribute attributes = 1; }
message Span { bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6; repeated Attribute attributes = 9; }
message ScopeSpans { repeated Span spans = 2; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
message Export { repeated ResourceSpans resource_spans = 1; }
`
const type = protobuf.parse(schema).root.lookupType('Export')
const attributes = z
  .array(z.object({ key: z.string(), value: z.object({ stringValue: z.string().default('') }).nullish() }))
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value?.stringValue ?? ''])))
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string(),
              kind: z.number(),
              attributes,
            }),
          ),
        }),
      ),
    }),
  ),
})

export interface CollectedSpan {
  readonly resource: Readonly<Record<string, string>>
  readonly attributes: Readonly<Record<string, string>>
  /** Ids in base64. */
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  /** OTLP's span kind: 2 server, 3 client. */
  readonly kind: number
}

export interface SpanCollector {
  readonly port: number
  readonly spans: readonly CollectedSpan[]
  stop(): Promise<void>
}

const raw = {
  requestSerialize: (value: Buffer) => value,
  requestDeserialize: (value: Buffer) => value,
  responseSerialize: (value: Buffer) => value,
  responseDeserialize: (value: Buffer) => value,
}
const path = '/opentelemetry.proto.collector.trace.v1.TraceService/Export'

/** Receives OTLP spans over gRPC and keeps them. */
export async function startSpanCollector(): Promise<SpanCollector> {
  const spans: CollectedSpan[] = []
  const server = new Server()
  server.addService(
    { export: { path, requestStream: false, responseStream: false, ...raw } },
    {
      export: (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => {
        spans.push(...decode(call.request))
        answer(null, Buffer.alloc(0))
      },
    },
  )
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    )
  })
  return { port, spans, stop: () => Promise.resolve(server.forceShutdown()) }
}

function decode(bytes: Buffer): CollectedSpan[] {
  const { resourceSpans } = exported.parse(type.toObject(type.decode(bytes), { bytes: String, defaults: true }))
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, resource: resource.attributes }))),
  )
}
