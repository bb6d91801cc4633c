import { readAppEnvironment, readUpstream } from '../shared/environment.ts'
import { headersToPropagate } from '../shared/propagation.ts'
import { json, runApp, type AppRequest } from '../shared/server.ts'
import { createUpstreamClient, type UpstreamClient } from '../shared/upstream-client.ts'
import { createWork } from '../shared/work.ts'
import { composeReviews, latencyOf, parseRatings, starColourOf, type Ratings } from './compose.ts'

const environment = readAppEnvironment('reviews', process.env)
const colour = starColourOf(environment.version)
const work = createWork(latencyOf(environment.version), environment.pod)
// v1 shows no stars and so never asks for ratings.
const askRatings = colour === 'none' ? undefined : createUpstreamClient(readUpstream('ratings', process.env))

await runApp(environment, async (request) => {
  const id = /^\/reviews\/(\d+)$/.exec(request.path)?.[1]
  if (id === undefined) return undefined
  await work(request.signal)
  const ratings = askRatings === undefined ? 'unwanted' : await ratingsFor(askRatings, id, request)
  return json(composeReviews({ id: Number(id), version: environment.version, pod: environment.pod, colour, ratings }))
})

async function ratingsFor(ask: UpstreamClient, id: string, request: AppRequest): Promise<Ratings | 'unavailable'> {
  try {
    const answer = await ask({
      path: `/ratings/${id}`,
      headers: headersToPropagate(request.headers),
      signal: request.signal,
    })
    return parseRatings(answer)
  } catch (error) {
    if (request.signal.aborted) throw error
    return 'unavailable'
  }
}
