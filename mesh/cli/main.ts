import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { injectManifests } from '../cluster/injector/inject-command.ts'
import { parseCommand, usage, type Command } from './arguments.ts'
import { detach } from './detach.ts'
import { down } from './down.ts'
import { status, statusText } from './status.ts'
import { up } from './up.ts'

const root = join(import.meta.dirname, '../..')
const dir = resolve(process.env['HEDDLE_DIR'] ?? join(root, '.heddle'))

async function run(command: Command): Promise<void> {
  switch (command.verb) {
    case 'up':
      return command.detach ? startDetached() : up({ ...command, root, env: environment() })
    case 'down':
      return print(await down(dir))
    case 'status':
      return print(command.output === 'json' ? JSON.stringify(status(dir), null, 2) : statusText(status(dir)))
    case 'inject':
      return print(injectManifests(readFileSync(command.path, 'utf8')).trimEnd())
    case 'help':
      return print(usage)
  }
}

async function startDetached(): Promise<void> {
  await detach(dir, [import.meta.filename, ...process.argv.slice(2).filter((argument) => argument !== '--detach')])
  print(statusText(status(dir)))
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

try {
  await run(parseCommand(process.argv.slice(2)))
  process.exit(0)
} catch (error) {
  process.stderr.write(`heddle: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
