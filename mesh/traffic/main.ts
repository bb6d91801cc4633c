import { createServer } from 'node:http'
import { createLogger } from '../../lib/platform/logger.ts'
import { onShutdown } from '../../lib/platform/shutdown.ts'
import { generateLoad } from './generate.ts'
import { createTrafficMetrics, type TrafficMetrics } from './metrics.ts'
import { createSender } from './send.ts'
import { readTrafficSettings, type TrafficSettings } from './settings.ts'

async function main(): Promise<void> {
  const settings = readTrafficSettings(process.env)
  const log = createLogger('traffic')
  const stopping = new AbortController()
  const onStop = onShutdown()
  const metrics = createTrafficMetrics()
  await serveMetrics(settings, metrics)
  const sender = createSender({ port: settings.ingressPort, host: settings.host, path: settings.path })
  onStop(() => {
    stopping.abort()
    sender.close()
  })
  log.info(
    { requestsPerSecond: settings.requestsPerSecond, ingressPort: settings.ingressPort },
    'waiting for the gateway',
  )
  await generateLoad(settings.requestsPerSecond, { send: sender.send, metrics, signal: stopping.signal })
}

function serveMetrics({ metricsPort }: TrafficSettings, { registry }: TrafficMetrics): Promise<void> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end('metrics are at /metrics\n')
    void registry.metrics().then((text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text))
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(`HEDDLE_TRAFFIC_PORT ${metricsPort} can't be used: ${error.code ?? error.message}`)),
    )
    server.listen(metricsPort, '127.0.0.1', resolve)
  })
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
