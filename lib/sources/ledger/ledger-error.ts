import { z } from 'zod'

const databaseError = z.looseObject({
  code: z.union([z.string(), z.number()]).optional(),
  errcode: z.number().optional(),
})

/** SQLite's primary result code for "disk full or page limit reached". */
const SQLITE_FULL = 13
/** PostgreSQL's SQLSTATEs 53100 disk_full and classes 08 and 57P for a server that is not there. */
const POSTGRES_FULL = '53100'

/** What became of the ledger, in one sentence; the driver's own error is the `cause`. */
export class LedgerError extends Error {
  readonly kind: 'full' | 'unreachable' | 'failed'

  constructor(kind: LedgerError['kind'], cause: unknown) {
    super(sentences[kind], { cause })
    this.name = 'LedgerError'
    this.kind = kind
  }
}

const sentences: Record<LedgerError['kind'], string> = {
  full: 'The change ledger has no room left: free space on its disk, then try again. Nothing was changed.',
  unreachable: 'The change ledger can’t be reached, so nothing is written: check DATABASE_URL and its server.',
  failed: 'The change ledger could not be read or written.',
}

/** Runs one piece of work on the ledger; a driver's error becomes a sentence. @throws LedgerError */
export async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof LedgerError ? error : new LedgerError(kindOf(error), error)
  }
}

function kindOf(error: unknown): LedgerError['kind'] {
  const parsed = databaseError.safeParse(error)
  if (!parsed.success) return 'failed'
  const { code, errcode } = parsed.data
  if (errcode !== undefined && (errcode & 0xff) === SQLITE_FULL) return 'full'
  if (code === POSTGRES_FULL || code === 'ENOSPC') return 'full'
  const text = String(code ?? '')
  return /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|08|57P)/.test(text) ? 'unreachable' : 'failed'
}
