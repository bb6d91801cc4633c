import { readAppEnvironment, readUpstream } from '../shared/environment.ts'
import { headersToPropagate } from '../shared/propagation.ts'
import { json, runApp, type AppRequest, type AppResponse } from '../shared/server.ts'
import { createUpstreamClient, type UpstreamClient } from '../shared/upstream-client.ts'
import { createWork } from '../shared/work.ts'
import { missingParts, renderPage } from './page.ts'
import { parseDetails, parseReviews } from './parts.ts'

const environment = readAppEnvironment('productpage', process.env)
const work = createWork({ typicalMs: 2, slowShare: 0.005, slowestMs: 80 }, environment.pod)
const askDetails = createUpstreamClient(readUpstream('details', process.env))
const askReviews = createUpstreamClient(readUpstream('reviews', process.env))
const product = { id: 1, title: 'The Weaver and the Gale' }

await runApp(environment, async (request) => {
  switch (request.path) {
    case '/':
      return { status: 302, body: '', headers: { location: '/productpage' } }
    case '/productpage':
      return page(request)
    case '/api/v1/products':
      return json([product])
    default:
      return undefined
  }
})

async function page(request: AppRequest): Promise<AppResponse> {
  await work(request.signal)
  const [details, reviews] = await Promise.all([
    part(request, { ask: askDetails, path: `/details/${product.id}`, parse: parseDetails }),
    part(request, { ask: askReviews, path: `/reviews/${product.id}`, parse: parseReviews }),
  ])
  const parts = { title: product.title, details, reviews }
  return {
    status: 200,
    body: renderPage(parts),
    // Lets a client tell a whole page from one that had to leave something out.
    headers: { 'content-type': 'text/html; charset=utf-8', 'x-missing-parts': missingParts(parts).join(',') },
  }
}

interface PartSource<T> {
  readonly ask: UpstreamClient
  readonly path: string
  readonly parse: (answer: unknown) => T
}

async function part<T>(request: AppRequest, { ask, path, parse }: PartSource<T>): Promise<T | undefined> {
  try {
    return parse(await ask({ path, headers: headersToPropagate(request.headers), signal: request.signal }))
  } catch (error) {
    if (request.signal.aborted) throw error
    return undefined
  }
}
