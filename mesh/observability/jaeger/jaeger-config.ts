import { stringify } from 'yaml'

export interface JaegerSettings {
  readonly queryPort: number
  readonly otlpGrpcPort: number
  readonly otlpHttpPort: number
  /** Where its own metrics are scraped. */
  readonly adminPort: number
  readonly storage:
    | { readonly kind: 'memory'; readonly maxTraces: number }
    | { readonly kind: 'badger'; readonly directory: string; readonly keepHours: number }
}

const loopback = (port: number) => ({ endpoint: `127.0.0.1:${port}` })

/** Jaeger 2's configuration file as YAML: OTLP in, query API out, everything on loopback only. */
export function jaegerConfig(settings: JaegerSettings): string {
  return stringify({
    service: {
      extensions: ['jaeger_storage', 'jaeger_query'],
      pipelines: {
        traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['jaeger_storage_exporter'] },
      },
      telemetry: { metrics: { level: 'basic', readers: [reader(settings.adminPort)] }, logs: { level: 'warn' } },
    },
    extensions: {
      jaeger_query: {
        storage: { traces: 'main' },
        http: loopback(settings.queryPort),
        // Nothing here asks over gRPC, but it can't be switched off: any free port will do.
        grpc: loopback(0),
      },
      jaeger_storage: { backends: { main: backend(settings.storage) } },
    },
    receivers: {
      otlp: { protocols: { grpc: loopback(settings.otlpGrpcPort), http: loopback(settings.otlpHttpPort) } },
    },
    processors: { batch: { timeout: '200ms' } },
    exporters: { jaeger_storage_exporter: { trace_storage: 'main' } },
  })
}

function reader(port: number): object {
  return { pull: { exporter: { prometheus: { host: '127.0.0.1', port } } } }
}

function backend(storage: JaegerSettings['storage']): object {
  switch (storage.kind) {
    case 'memory':
      return { memory: { max_traces: storage.maxTraces } }
    case 'badger':
      return {
        badger: {
          directories: { keys: storage.directory, values: storage.directory },
          ephemeral: false,
          ttl: { spans: `${storage.keepHours}h` },
        },
      }
  }
}
