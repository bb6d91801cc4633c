import { z } from 'zod'
import { HeddleError } from '../../domain/model/heddle-error.ts'

const databaseError = z.looseObject({
  code: z.union([z.string(), z.number()]).optional(),
  errcode: z.number().optional(),
})

/** SQLite's primary result code for "disk full or page limit reached". */
const SQLITE_FULL = 13
/** PostgreSQL's SQLSTATE for a full disk; classes 08 and 57P are a server that is not there. */
const POSTGRES_FULL = '53100'

const sentences = {
  full: 'The change ledger has no room left, so nothing is written: free space on its disk and try again.',
  unreachable: 'The change ledger can’t be reached, so nothing is written: check DATABASE_URL and its server.',
  failed: 'The change ledger could not be read or written.',
} as const

/** Runs one piece of work on the ledger; a driver's error becomes a sentence. @throws HeddleError SOURCE_UNAVAILABLE */
export async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof HeddleError) throw error
    throw new HeddleError('SOURCE_UNAVAILABLE', sentences[kindOf(error)], { cause: error })
  }
}

function kindOf(error: unknown): keyof typeof sentences {
  const parsed = databaseError.safeParse(error)
  if (!parsed.success) return 'failed'
  const { code, errcode } = parsed.data
  if (errcode !== undefined && (errcode & 0xff) === SQLITE_FULL) return 'full'
  if (code === POSTGRES_FULL || code === 'ENOSPC') return 'full'
  return /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|08|57P)/.test(String(code ?? '')) ? 'unreachable' : 'failed'
}
