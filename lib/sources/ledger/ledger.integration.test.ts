import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresBinDir, startPostgres, type PostgresServer } from '../../../test/support/postgres-server.ts'
import { pendingVerification } from '../../domain/routing/verification.ts'
import { openLedger, openStores, type LedgerAddress } from './open-ledger.ts'
import { aChange, at } from './testing/a-change.ts'

const binDir = postgresBinDir()
const scratch = mkdtempSync(join(tmpdir(), 'heddle-ledger-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

let files = 0
const freshFile = (): LedgerAddress => ({ engine: 'sqlite', path: join(scratch, `ledger-${files++}.db`) })

describe('the ledger on SQLite', () => {
  ledgerTests(() => Promise.resolve(freshFile()))

  it('refuses a database of a newer version with one sentence', async () => {
    const path = join(scratch, 'newer.db')
    await (await openLedger({ engine: 'sqlite', path })).close()
    const database = new DatabaseSync(path)
    database.exec('UPDATE ledger_version SET version = 99')
    database.close()
    await expect(openLedger({ engine: 'sqlite', path })).rejects.toThrow(/has version 99, this console knows up to \d+/)
  })

  it('says in one sentence that its disk is full and keeps the last good state', async () => {
    const ledger = await openLedger({ engine: 'sqlite', path: join(scratch, 'full.db'), maxPages: 40 })
    const big = { ...aChange(), before: { filler: 'x'.repeat(20_000) } }
    const stored: string[] = []
    const fill = async () => {
      for (;;) stored.push((await ledger.open(big, [])).id)
    }
    await expect(fill()).rejects.toThrow(/no room left/)
    await expect(ledger.open(big, [])).rejects.toThrow(/no room left/)
    expect((await ledger.list({ limit: 1000 })).map(({ id }) => id)).toEqual(stored.toReversed())
    await ledger.close()
  })
})

if (binDir === null) {
  it('the ledger on PostgreSQL', () => {
    process.stdout.write('not run: PostgreSQL was not found, set PG_BIN_DIR to the folder of initdb and postgres\n')
  })
} else {
  describe('the ledger on PostgreSQL', () => {
    let server: PostgresServer
    let databases = 0
    beforeAll(async () => {
      server = await startPostgres(binDir)
    })
    afterAll(() => server.stop())

    const freshDatabase = async (): Promise<LedgerAddress> => {
      const name = `ledger_${databases++}`
      const client = new Client({ connectionString: server.url })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return { engine: 'postgres', url: server.url.replace(/postgres$/, name) }
    }

    ledgerTests(freshDatabase)

    it('refuses a database of a newer version with one sentence', async () => {
      const address = await freshDatabase()
      if (address.engine !== 'postgres') throw new Error('a PostgreSQL address was asked for')
      await (await openLedger(address)).close()
      const client = new Client({ connectionString: address.url })
      await client.connect()
      await client.query('update ledger_version set version = 99')
      await client.end()
      await expect(openLedger(address)).rejects.toThrow(/has version 99/)
    })

    it('lets two consoles that start together migrate one after the other', async () => {
      const address = await freshDatabase()
      const ledgers = await Promise.all([openLedger(address), openLedger(address), openLedger(address)])
      const ids = await Promise.all(ledgers.map(async (ledger) => (await ledger.open(aChange(), [])).id))
      expect(new Set(ids).size).toBe(3)
      await Promise.all(ledgers.map((ledger) => ledger.close()))
    })

    it('R31 lets consoles that see a change at the same moment record it once', async () => {
      const address = await freshDatabase()
      const ledgers = [await openLedger(address), await openLedger(address), await openLedger(address)]
      const after = { metadata: { uid: 'u-1', resourceVersion: '8', generation: 2 } }
      const seen = { ...aChange({ source: 'kubectl' }), outcome: 'applied' as const, after }
      const event = { at, kind: 'written', message: 'seen' } as const
      const recorded = await Promise.all(ledgers.map((ledger) => ledger.record(seen, [event])))
      expect(recorded.filter((entry) => entry !== null)).toHaveLength(1)
      await Promise.all(ledgers.map((ledger) => ledger.close()))
    })
  })
}

/** What both databases must do alike. */
function ledgerTests(address: () => Promise<LedgerAddress>): void {
  it('gives back exactly what was stored, with its events in order', async () => {
    const ledger = await openLedger(await address())
    const events = [
      { at, kind: 'dry-run', message: 'first' },
      { at, kind: 'written', message: 'second' },
    ] as const
    const opened = await ledger.open(aChange(), events)
    expect(opened).toEqual({ ...aChange(), id: opened.id, revertedBy: null, events })
    expect(await ledger.get(opened.id)).toEqual(opened)
    await ledger.close()
  })

  it('keeps its entries over a restart and counts on', async () => {
    const where = await address()
    const first = await openLedger(where)
    const one = await first.open(aChange(), [])
    await first.close()
    const second = await openLedger(where)
    const two = await second.open(aChange(), [])
    expect((await second.list({ limit: 10 })).map(({ id }) => id)).toEqual([two.id, one.id])
    await second.close()
  })

  it('adds what became known later without touching the rest', async () => {
    const ledger = await openLedger(await address())
    const opened = await ledger.open(aChange(), [])
    const event = { at, kind: 'written', message: '2 weights replaced' } as const
    await ledger.update(opened.id, { outcome: 'applied', appliedAt: at, after: { done: true }, revertedBy: '7' }, [
      event,
    ])
    expect(await ledger.get(opened.id)).toEqual({
      ...opened,
      outcome: 'applied',
      appliedAt: at,
      after: { done: true },
      revertedBy: '7',
      events: [event],
    })
    await ledger.close()
  })

  it('R31 records a version that somebody else made once, however many consoles saw it', async () => {
    const where = await address()
    const one = await openLedger(where)
    const two = await openLedger(where)
    const metadata = { name: 'reviews', uid: 'u-1', resourceVersion: '8', generation: 2 }
    const seen = { ...aChange({ source: 'kubectl' }), outcome: 'applied' as const, after: { metadata } }
    const event = { at, kind: 'written', message: 'seen' } as const
    expect(await one.record(seen, [event])).not.toBeNull()
    expect(await two.record(seen, [event])).toBeNull()
    const next = { ...seen, after: { metadata: { ...metadata, generation: 3 } } }
    expect(await two.record(next, [event])).not.toBeNull()
    await Promise.all([one.close(), two.close()])
  })

  it('R31 knows a version that this console wrote as its own, and a write outlives another console that was faster', async () => {
    const ledger = await openLedger(await address())
    const after = { metadata: { uid: 'u-2', resourceVersion: '8', generation: 2 } }
    const own = await ledger.open(aChange(), [])
    await ledger.update(own.id, { outcome: 'applied', after })
    const seen = { ...aChange(), outcome: 'applied' as const, after }
    expect(await ledger.record(seen, [])).toBeNull()
    const late = await ledger.open(aChange(), [])
    const faster = { metadata: { uid: 'u-2', resourceVersion: '9', generation: 3 } }
    expect(await ledger.record({ ...seen, after: faster }, [{ at, kind: 'written', message: 'seen' }])).not.toBeNull()
    await ledger.update(late.id, { outcome: 'applied', after: faster })
    expect((await ledger.get(late.id))?.outcome).toBe('applied')
    await ledger.close()
  })

  it('R32 remembers what it saw of each kind over a restart', async () => {
    const where = await address()
    const first = await openStores(where)
    expect(await first.watchMemory.load('Gateway')).toEqual({ watchedAt: null, objects: [] })
    const seen = { namespace: 'shop', name: 'a', object: { spec: { hosts: ['a'] } } }
    await first.watchMemory.save('Gateway', [seen, { ...seen, name: 'b' }])
    await first.watchMemory.save('Gateway', [
      { ...seen, object: { spec: {} } },
      { ...seen, name: 'b', object: null },
    ])
    await first.watchMemory.touch(['Gateway', 'Sidecar'], at)
    await first.ledger.close()
    const second = await openStores(where)
    expect(await second.watchMemory.load('Gateway')).toEqual({
      watchedAt: at,
      objects: [{ ...seen, object: { spec: {} } }],
    })
    expect(await second.watchMemory.load('Sidecar')).toEqual({ watchedAt: at, objects: [] })
    await second.ledger.close()
  })

  it('filters by object and source, newest first, page by page', async () => {
    const ledger = await openLedger(await address())
    const ids: string[] = []
    for (const name of ['reviews', 'ratings', 'reviews', 'reviews']) {
      ids.push((await ledger.open(aChange({ name }), [])).id)
    }
    await ledger.open(aChange({ name: 'reviews', source: 'kubectl' }), [])
    const reviews = { kind: 'VirtualService', namespace: 'bookinfo', name: 'reviews', source: 'console' }
    const page = await ledger.list({ ...reviews, limit: 2 })
    expect(page.map(({ id }) => id)).toEqual([ids[3], ids[2]])
    expect((await ledger.list({ ...reviews, limit: 2, before: ids[2] })).map(({ id }) => id)).toEqual([ids[0]])
    await ledger.close()
  })

  it('finds the verifications that have not ended', async () => {
    const ledger = await openLedger(await address())
    const verification = pendingVerification([])
    const running = await ledger.open({ ...aChange(), outcome: 'applied', verification }, [])
    const done = await ledger.open({ ...aChange(), outcome: 'applied', verification }, [])
    await ledger.open({ ...aChange(), outcome: 'started', verification }, [])
    await ledger.update(done.id, { verification: { ...verification, state: 'converged' } })
    expect((await ledger.listPending()).map(({ id }) => id)).toEqual([running.id])
    await ledger.close()
  })

  it('decides a verification once', async () => {
    const ledger = await openLedger(await address())
    const { id } = await ledger.open({ ...aChange(), outcome: 'applied', verification: pendingVerification([]) }, [])
    const decided = { ...pendingVerification([]), state: 'converged' as const }
    const event = { at, kind: 'converged', message: 'done' } as const
    expect(await ledger.settle(id, decided, event)).toBe(true)
    expect(await ledger.settle(id, { ...decided, state: 'not-converging' }, event)).toBe(false)
    expect(await ledger.get(id)).toMatchObject({ verification: decided, events: [event] })
    await ledger.close()
  })

  it.each(['0', '-1', 'abc', '1.5', '99999999999', "1'; drop table changes"])('has no entry %j', async (id) => {
    const ledger = await openLedger(await address())
    expect(await ledger.get(id)).toBeNull()
    await ledger.close()
  })
}
