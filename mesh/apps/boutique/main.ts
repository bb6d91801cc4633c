import { readAppEnvironment, readUpstream } from '../shared/environment.ts'
import { headersToPropagate } from '../shared/propagation.ts'
import { json, runApp, type AppRequest, type AppResponse } from '../shared/server.ts'
import { createUpstreamClient, type UpstreamClient } from '../shared/upstream-client.ts'
import { createWork } from '../shared/work.ts'
import { createGrpcClient } from './grpc-client.ts'
import { runGrpcApp } from './grpc-server.ts'
import { services, type ServiceCall } from './services.ts'
import { createStoreClient } from './store-client.ts'

// One service of the shop, the one that the first argument names: it works a while, calls whom it needs, and says what came back.

const name = process.argv[2] ?? ''
const found = services[name]
if (found === undefined) throw new Error(`"${name}" is no service of the shop: use ${Object.keys(services).join(', ')}`)
const { protocol, latency, calls, everyMs } = found
const own = readAppEnvironment(name, process.env)
// The bank is no part of the mesh: it listens where the scenario says, as a host outside would.
const environment = { ...own, address: process.env['APP_ADDRESS'] ?? own.address }
const work = createWork(latency, environment.pod)
const clients = calls.map((call) => ({ call, ask: clientOf(call) }))
let requests = 0

function clientOf({ service, over }: ServiceCall): UpstreamClient {
  switch (over) {
    case 'http':
      return createUpstreamClient(readUpstream(service, process.env))
    case 'grpc':
      return createGrpcClient(readUpstream(service, process.env))
    case 'store':
      return createStoreClient(readUpstream(service, process.env))
    case 'outside':
      // A host outside has no address of its own here: the way out decides by the name that is asked for.
      return createUpstreamClient({ ...readUpstream('catalogue', process.env), service })
  }
}

async function handle({ headers, signal }: AppRequest): Promise<AppResponse> {
  requests += 1
  await work(signal)
  const due = clients.filter(({ call }) => requests % (call.every ?? 1) === 0)
  const sent = { headers: headersToPropagate(headers), signal }
  const answers = await Promise.allSettled(due.map(({ call, ask }) => ask({ ...sent, path: call.what })))
  const missing = due.filter((_, index) => answers[index]?.status === 'rejected')
  const required = missing.find(({ call }) => call.need === 'required')
  if (required !== undefined) return json({ error: `${required.call.service} did not answer` }, 503)
  const absent = missing.map(({ call }) => call.service)
  return json({ service: name, version: environment.version, asked: due.length, missing: absent })
}

if (everyMs !== undefined)
  setInterval(() => {
    void handle({ path: '/', headers: {}, signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
  }, everyMs)
await (protocol === 'http' ? runApp(environment, handle) : runGrpcApp(environment, handle))
