import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePorts } from './free-ports.ts'

export type PostgresServer = { url: string; stop: () => Promise<void> }

const debianRoot = '/usr/lib/postgresql'

/** Folder of PostgreSQL's programs: PG_BIN_DIR, else Debian's newest; null when there are none. */
export function postgresBinDir(): string | null {
  const given = process.env['PG_BIN_DIR']
  const debian = existsSync(debianRoot)
    ? readdirSync(debianRoot)
        .toSorted((left, right) => Number(right) - Number(left))
        .map((version) => join(debianRoot, version, 'bin'))
    : []
  return [given, ...debian].find((dir) => dir !== undefined && existsSync(join(dir, 'initdb'))) ?? null
}

/** Starts a PostgreSQL of its own in a temporary folder; as root it runs as another user, because it refuses root. */
export async function startPostgres(binDir: string): Promise<PostgresServer> {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-postgres-'))
  const data = join(dir, 'data')
  const { command, prefix } = asUser(dir)
  const initdb = [join(binDir, 'initdb'), '-D', data, '-U', 'heddle', '-A', 'trust', '-N']
  execFileSync(command, [...prefix, ...initdb], { cwd: dir, stdio: 'ignore' })
  const [port = 0] = await freePorts(1)
  const postgres = [join(binDir, 'postgres'), '-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', dir]
  const server = spawn(command, [...prefix, ...postgres], { cwd: dir, stdio: 'ignore' })
  const url = `postgresql://heddle@127.0.0.1:${port}/postgres`
  await accepting(binDir, port)
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    await ended
    rmSync(dir, { recursive: true, force: true })
  }
  return { url, stop }
}

async function accepting(binDir: string, port: number): Promise<void> {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    try {
      execFileSync(join(binDir, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-q'])
      return
    } catch {
      await delay(100)
    }
  }
  throw new Error('PostgreSQL did not accept connections within 30 s')
}

/** `nobody` exists everywhere; setpriv needs neither a shell nor a log-in. */
function asUser(dir: string): { command: string; prefix: string[] } {
  if (process.getuid?.() !== 0) return { command: 'env', prefix: [] }
  const uid = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }))
  const gid = Number(execFileSync('id', ['-g', 'nobody'], { encoding: 'utf8' }))
  chownSync(dir, uid, gid)
  return { command: 'setpriv', prefix: [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'] }
}
