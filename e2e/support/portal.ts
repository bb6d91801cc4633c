import { createReadStream } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { root } from '../../test/support/source-files.ts'
import type { MeshState } from '../../test/support/mesh-instance.ts'

export type Portal = { url: string; close: () => Promise<void> }

/**
 * Another site: serves the example host page at `localhost`, and its backend gets embed tokens for it. The console is
 * at 127.0.0.1, so that the two are different sites for the browser. `token` is handed out in place of a good one.
 */
export async function startPortal(state: MeshState, port: number, token?: string): Promise<Portal> {
  const origin = `http://localhost:${port}`
  const server = createServer((request, response) => {
    if (request.url === '/heddle-token')
      return void (token === undefined ? embedToken(state, origin) : Promise.resolve(JSON.stringify({ token }))).then(
        (text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
      )
    response.writeHead(200, { 'content-type': 'text/html' })
    createReadStream(join(root, 'public/embed-host.html')).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(port, 'localhost', () => resolve()))
  return { url: `${origin}/?heddle=${encodeURIComponent(state.consoleUrl)}`, close: () => closed(server) }
}

async function embedToken({ consoleUrl, token }: MeshState, origin: string): Promise<string> {
  const response = await fetch(`${consoleUrl}/api/embed-tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ view: 'graph', namespaces: ['bookinfo'], origin, ttlSeconds: 300 }),
  })
  return response.text()
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
