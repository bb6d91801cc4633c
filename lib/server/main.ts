import { mkdirSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import next from 'next'
import type { CapsuleView } from '../contract/capsule.ts'
import { createLogger } from '../platform/logger.ts'
import { onShutdown } from '../platform/shutdown.ts'
import { readServerEnv, type ServerEnv } from './env.ts'
import { frontServer } from './front/front-server.ts'
import { createCapsuleContainer } from './capsule-container.ts'
import { createContainer, provideContainer, type Container } from './container.ts'
import { allowedHosts } from './front/request-guard.ts'

const root = join(import.meta.dirname, '../..')
const logger = createLogger('console')

/** Next's handlers live in their own bundle: the parsed environment reaches them by these variables only. */
function handOver(env: ServerEnv): void {
  process.env['HEDDLE_TOKEN'] = env.HEDDLE_TOKEN
  process.env['PROMETHEUS_URL'] = env.PROMETHEUS_URL
  process.env['HEDDLE_DATA'] = resolve(env.HEDDLE_DATA)
  process.env['HEDDLE_FRAME_ANCESTORS'] = env.HEDDLE_FRAME_ANCESTORS.join(',')
}

/** Of a live mesh, which keeps a ledger, or of a capsule, which keeps nothing. */
async function containerOf(env: ServerEnv): Promise<Container> {
  if (env.HEDDLE_CAPSULE !== undefined) return createCapsuleContainer(env, env.HEDDLE_CAPSULE)
  mkdirSync(resolve(env.HEDDLE_DATA), { recursive: true, mode: 0o700 })
  return createContainer(env)
}

async function start(env: ServerEnv): Promise<void> {
  const { HOST: hostname, PORT: port } = env
  const made = await containerOf(env)
  provideContainer(made)
  const app = next({ dev: false, dir: root, hostname, port, quiet: true })
  await app.prepare()
  const server = frontServer({
    hosts: allowedHosts({ host: hostname, port, more: env.HEDDLE_HOSTS }),
    frameAncestors: env.HEDDLE_FRAME_ANCESTORS,
    handler: app.getRequestHandler(),
    onError: (error) => logger.error({ err: error }, 'request failed'),
  })
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, hostname, done))
  const closing = onShutdown()
  closing(() => made.close())
  closing(() => app.close())
  closing(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://${hostname}:${port}`
  logger.info({ url }, 'the console listens')
  // A killed console has no graceful end at which Node would keep its compiled programs.
  flushCompileCache()
  if (made.capsule !== null) process.stdout.write(`${capsuleWords(made.capsule)}\n`)
  if (env.tokenIsGenerated) process.stdout.write(`Open ${url}/login?token=${env.HEDDLE_TOKEN}\n`)
}

/** What was opened, for the terminal: the hash is the one that whoever made it was told. */
function capsuleWords({ file, madeAt, by, sha256 }: CapsuleView): string {
  return `Capsule ${file} of ${madeAt} by ${by}: read only, hash verified (sha256 ${sha256})`
}

try {
  process.chdir(root)
  const env = readServerEnv(process.env, root)
  handOver(env)
  await start(env)
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const port = process.env['PORT'] ?? '3000'
  const sentence = taken
    ? `port ${port} is taken: end the program that listens there, or set PORT to another port`
    : error instanceof Error
      ? error.message
      : String(error)
  process.stderr.write(`heddle: ${sentence}\n`)
  process.exit(1)
}
