import { createServer } from 'node:net'
import { readAppEnvironment } from '../shared/environment.ts'
import { createAppLog } from '../shared/log.ts'

// Carts over TCP, one command a line: `GET KEY` gives `VALUE json` or `NONE`, anything else `ERROR`. Nothing outlives the process.

const environment = readAppEnvironment('cart-store', process.env)
const log = createAppLog(environment)
const carts = new Map([['carts/mara', JSON.stringify([{ product: 'a shawl', count: 1 }])]])
const longestLine = 4_096

function answer(line: string): string {
  const [verb, key = ''] = line.split(' ')
  if (verb !== 'GET') return 'ERROR the only command is GET key'
  const value = carts.get(key)
  return value === undefined ? 'NONE' : `VALUE ${value}`
}

const server = createServer((socket) => {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('error', () => undefined)
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) socket.destroy()
    for (const line of lines) socket.write(`${answer(line.trim())}\n`)
  })
})
server.listen(environment.port, environment.address, () =>
  log('info', `listening on ${environment.address}:${environment.port}`),
)
process.once('SIGTERM', () => process.exit(0))
process.once('SIGINT', () => process.exit(0))
