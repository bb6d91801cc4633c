import { createHash } from 'node:crypto'
import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import {
  CAPSULE_FORMAT,
  capsuleManifest,
  MAX_CAPSULE_BYTES,
  type CapsuleManifest,
} from '../../domain/capsule/manifest.ts'

/** The first line of every capsule. */
export const MAGIC = 'heddle-capsule\n'
const SEAL = /^sha256 ([0-9a-f]{64})\n$/
export const SEAL_BYTES = 'sha256 '.length + 64 + 1
const LINE_FEED = 0x0a
const MAX_MANIFEST_BYTES = 1_048_576

/** A file whose seal holds: what it says of itself, its hash, and its records still packed. */
export interface Envelope {
  readonly manifest: CapsuleManifest
  readonly sha256: string
  readonly packed: Uint8Array
}

export function refused(sentence: string): HeddleError {
  return new HeddleError('INVALID', sentence)
}

export function sealOf(sha256: string): string {
  return `sha256 ${sha256}\n`
}

/**
 * Checks the whole of a file before anything in it is unpacked: first line, seal over every byte, manifest (CA2, CA3).
 * @param name how the file is called in the sentence
 * @throws HeddleError INVALID with one sentence
 */
export function openEnvelope(bytes: Uint8Array, name: string): Envelope {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length > MAX_CAPSULE_BYTES)
    throw refused(`${name} is larger than ${MAX_CAPSULE_BYTES / 1_048_576} MB, which no capsule is.`)
  if (!file.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC)))
    throw refused(`${name} is not a capsule of Heddle: its first line is not "${MAGIC.trim()}".`)
  const sealAt = file.length - SEAL_BYTES
  const told = sealAt < MAGIC.length ? null : SEAL.exec(file.subarray(sealAt).toString('latin1'))
  if (told === null) throw refused(`${name} is cut off: the seal at its end is missing.`)
  const sha256 = createHash('sha256').update(file.subarray(0, sealAt)).digest('hex')
  if (told[1] !== sha256)
    throw refused(`${name} was changed or damaged: its SHA-256 is not the one it was sealed with.`)
  const manifestAt = file.lastIndexOf(LINE_FEED, sealAt - 2) + 1
  if (manifestAt <= MAGIC.length || sealAt - manifestAt > MAX_MANIFEST_BYTES)
    throw refused(`${name} is sealed, but there is no manifest in it.`)
  const manifest = manifestOf(file.subarray(manifestAt, sealAt).toString('utf8'), name)
  return { manifest, sha256, packed: file.subarray(MAGIC.length, manifestAt - 1) }
}

function manifestOf(text: string, name: string): CapsuleManifest {
  const value = json(text, name)
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  if (typeof format === 'number' && format > CAPSULE_FORMAT)
    throw refused(
      `${name} was made by a newer Heddle (format ${format}): this one reads format ${CAPSULE_FORMAT}, open it with the newer one.`,
    )
  const parsed = capsuleManifest.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refused(
    `${name} has a manifest that is not understood: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
  )
}

function json(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refused(`${name} has a manifest that is not JSON: ${messageOf(error)}.`)
  }
}
