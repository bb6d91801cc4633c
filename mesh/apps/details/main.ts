import { readAppEnvironment } from '../shared/environment.ts'
import { json, runApp } from '../shared/server.ts'
import { createWork } from '../shared/work.ts'
import { detailsOf } from './books.ts'

const environment = readAppEnvironment('details', process.env)
const work = createWork({ typicalMs: 3, slowShare: 0.01, slowestMs: 120 }, environment.pod)

await runApp(environment, async ({ path, signal }) => {
  const id = /^\/details\/(\d+)$/.exec(path)?.[1]
  if (id === undefined) return undefined
  await work(signal)
  const details = detailsOf(Number(id))
  return details === undefined ? json({ error: `there is no book ${id}` }, 404) : json(details)
})
