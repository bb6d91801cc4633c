import type { CapsuleManifest, CapsulePart } from '../domain/capsule/manifest.ts'
import { ApiError, requestHeaders, send } from './api.ts'
import type { CapsuleRange } from './queries/capsule.ts'

export type CapsuleWish = CapsuleRange & { readonly parts: readonly CapsulePart[]; readonly notes: string }

/** A capsule as it came: the file, what it says of itself, and the hash that it is sealed with. */
export type MadeCapsule = {
  readonly file: Blob
  readonly name: string
  readonly manifest: CapsuleManifest
  readonly sha256: string
}

/** The manifest and the seal are the last two lines. */
const tailBytes = 1_100_000

/**
 * Asks for a capsule and reads it to its end.
 * @param onBytes hears how much has come so far
 * @throws ApiError when it is refused or breaks off; the abort of the signal as it is
 */
export async function makeCapsule(
  { from, to, namespaces, parts, notes }: CapsuleWish,
  { signal, onBytes }: { readonly signal: AbortSignal; readonly onBytes: (bytes: number) => void },
): Promise<MadeCapsule> {
  const headers = { ...requestHeaders(), 'content-type': 'application/json' }
  const body = JSON.stringify({ from: String(Math.floor(from)), to: String(Math.ceil(to)), namespaces, parts, notes })
  const response = await send('/api/capsule', { method: 'POST', headers, body, signal })
  const file = new Blob(await chunksOf(response, { signal, onBytes }), { type: 'application/octet-stream' })
  const [, name = 'heddle.capsule'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? []
  return { file, name, ...(await endOf(file)) }
}

type Reading = { readonly signal: AbortSignal; readonly onBytes: (bytes: number) => void }

async function chunksOf(response: Response, { signal, onBytes }: Reading): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let total = 0
  const reader = response.body?.getReader()
  try {
    for (;;) {
      const piece = await reader?.read()
      if (piece?.value === undefined) return chunks
      chunks.push(piece.value)
      total += piece.value.byteLength
      onBytes(total)
    }
  } catch (error) {
    signal.throwIfAborted()
    throw brokenOff(error)
  }
}

async function endOf(file: Blob): Promise<{ manifest: CapsuleManifest; sha256: string }> {
  const { capsuleManifest } = await import('../domain/capsule/manifest.ts')
  const lines = (await file.slice(-tailBytes).text()).split('\n')
  const [, sha256] = /^sha256 ([0-9a-f]{64})$/.exec(lines.at(-2) ?? '') ?? []
  try {
    const manifest = capsuleManifest.parse(JSON.parse(lines.at(-3) ?? ''))
    if (sha256 !== undefined) return { manifest, sha256 }
  } catch (error) {
    throw brokenOff(error)
  }
  throw brokenOff(undefined)
}

function brokenOff(cause: unknown): ApiError {
  const error = new ApiError({ status: 0, code: 'UNREACHABLE', message: 'The capsule broke off: nothing was saved.' })
  error.cause = cause
  return error
}
