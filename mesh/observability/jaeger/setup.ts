import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cachedJaegerPath, findJaeger, jaegerVersion } from './find-jaeger.ts'

const program = 'github.com/jaegertracing/jaeger/cmd/jaeger'

/**
 * Builds the pinned Jaeger into the tool cache, unless one is there; resolves with its path.
 * @throws Error with one sentence when Go is missing or the build fails
 */
export async function setupJaeger(say: (text: string) => void): Promise<string> {
  const found = findJaeger(process.env)
  if (found !== undefined) return found.command
  const path = cachedJaegerPath(process.env)
  mkdirSync(dirname(dirname(path)), { recursive: true })
  // Built beside its place and renamed: an interrupted build is never taken for the program.
  const building = mkdtempSync(`${dirname(path)}-building-`)
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1_000)
  const progress = setInterval(() => say(`  … building Jaeger ${jaegerVersion} (${seconds()} s)`), 30_000)
  try {
    say(`• building Jaeger ${jaegerVersion} with Go, about four minutes on two cores`)
    await goBuild(join(building, 'jaeger'))
    rmSync(dirname(path), { recursive: true, force: true })
    renameSync(building, dirname(path))
    say(`  built in ${seconds()} s`)
    return path
  } finally {
    clearInterval(progress)
    rmSync(building, { recursive: true, force: true })
  }
}

async function goBuild(output: string): Promise<void> {
  const args = ['build', '-mod=readonly', '-trimpath', '-ldflags=-s -w', '-o', output, program]
  const { code, text } = await run('go', args)
  if (code === 127)
    throw new Error('Go was not found: install Go 1.24 or newer, or set JAEGER_BIN to a Jaeger 2 program')
  if (code !== 0) throw new Error(`Jaeger could not be built: ${text.trim().split('\n').slice(-3).join(' ')}`)
}

function run(command: string, args: readonly string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: import.meta.dirname, stdio: ['ignore', 'ignore', 'pipe'] })
    let text = ''
    child.stderr.on('data', (chunk: Buffer) => (text = (text + chunk.toString('utf8')).slice(-10_000)))
    child.on('error', (error) => resolve({ code: 127, text: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, text }))
  })
}

if (process.argv[1] === import.meta.filename) {
  try {
    const say = (text: string) => void process.stdout.write(`${text}\n`)
    say(`Jaeger: ${await setupJaeger(say)}`)
  } catch (error) {
    process.stderr.write(`heddle: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
