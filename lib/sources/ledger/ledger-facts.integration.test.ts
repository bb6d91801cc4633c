import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { postgresBinDir, startPostgres } from '../../../test/support/postgres-server.ts'
import { openLedger, type LedgerAddress } from './open-ledger.ts'
import { aChange } from './testing/a-change.ts'

const scratch = mkdtempSync(join(tmpdir(), 'heddle-ledger-facts-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

async function factsOf(address: LedgerAddress) {
  const ledger = await openLedger(address)
  try {
    const empty = await ledger.facts()
    const { at } = await ledger.open(aChange(), [])
    return { empty, one: await ledger.facts(), at }
  } finally {
    await ledger.close()
  }
}

it('SQLite tells its version, its size, how many entries it has and how old the first is', async () => {
  const { empty, one, at } = await factsOf({ engine: 'sqlite', path: join(scratch, 'facts.db') })
  expect(empty).toMatchObject({
    engine: 'sqlite',
    entries: 0,
    oldestAt: null,
    version: expect.stringMatching(/^3\.\d+/),
  })
  expect(one).toMatchObject({ entries: 1, oldestAt: at })
  expect(one.bytes).toBeGreaterThan(4_000)
})

const binDir = postgresBinDir()
it('PostgreSQL tells the same', async () => {
  if (binDir === null) {
    process.stdout.write('not run: PostgreSQL was not found, set PG_BIN_DIR to the folder of initdb and postgres\n')
    return
  }
  const server = await startPostgres(binDir)
  try {
    const { empty, one, at } = await factsOf({ engine: 'postgres', url: server.url })
    expect(empty).toMatchObject({
      engine: 'postgres',
      entries: 0,
      oldestAt: null,
      version: expect.stringMatching(/^\d+/),
    })
    expect(one).toMatchObject({ entries: 1, oldestAt: at })
    expect(one.bytes).toBeGreaterThan(0)
  } finally {
    await server.stop()
  }
})
