import { createHash, type Hash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import {
  MAX_CAPSULE_BYTES,
  MAX_UNPACKED_BYTES,
  type CapsuleManifest,
  type CapsulePart,
} from '../../domain/capsule/manifest.ts'
import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import { parseRecord, type CapsuleRecord } from '../../domain/capsule/records.ts'
import { openEnvelope, refused } from './envelope.ts'
import { FrozenMesh } from './frozen-mesh.ts'

/** An opened capsule: who made it of what, its verified hash, and what is in it. */
export interface Capsule {
  readonly manifest: CapsuleManifest
  readonly sha256: string
  readonly mesh: FrozenMesh
}

/** Opens a capsule's file. @throws HeddleError INVALID with one sentence that names the file */
export async function readCapsule(path: string): Promise<Capsule> {
  const name = basename(path)
  const facts = await stat(path).catch(() => null)
  if (facts === null) throw refused(`There is no file ${path} to open as a capsule.`)
  if (!facts.isFile()) throw refused(`${path} is no file, so it can't be opened as a capsule.`)
  if (facts.size > MAX_CAPSULE_BYTES)
    throw refused(`${name} is larger than ${MAX_CAPSULE_BYTES / 1_048_576} MB, which no capsule is.`)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw refused(`${name} can't be read: ${messageOf(error)}.`)
  })
  return parseCapsule(bytes, name)
}

/** Opens the bytes of a capsule. @throws HeddleError INVALID with one sentence, whatever the bytes are */
export async function parseCapsule(
  bytes: Uint8Array,
  name: string,
  maxUnpackedBytes = MAX_UNPACKED_BYTES,
): Promise<Capsule> {
  const { manifest, sha256, packed } = openEnvelope(bytes, name)
  const mesh = new FrozenMesh()
  const sums = new Map<CapsulePart, { readonly hash: Hash; records: number }>()
  try {
    for await (const line of linesOf(packed, maxUnpackedBytes)) {
      const record = recordOf(line)
      const sum = sums.get(record.part) ?? { hash: createHash('sha256'), records: 0 }
      sum.hash.update(line).update('\n')
      sum.records += 1
      sums.set(record.part, sum)
      mesh.add(record)
    }
  } catch (error) {
    throw refused(`${name} can't be opened: ${messageOf(error)}.`)
  }
  for (const part of manifest.parts) {
    const sum = sums.get(part.name)
    if (sum?.records !== part.records || sum.hash.digest('hex') !== part.sha256)
      throw refused(`${name} can't be opened: its part ${part.name} is not the one that its manifest names.`)
  }
  if (sums.size !== manifest.parts.length)
    throw refused(`${name} can't be opened: it has parts its manifest is silent of.`)
  return { manifest, sha256, mesh }
}

/** The unpacked lines. Never more than the limit is unpacked. */
async function* linesOf(packed: Uint8Array, maxBytes: number): AsyncGenerator<Buffer> {
  const unpacked = createGunzip()
  unpacked.end(packed)
  let total = 0
  let begun: Buffer[] = []
  for await (const chunk of unpacked) {
    const bytes = Buffer.from(chunk)
    total += bytes.length
    if (total > maxBytes) throw new Error(`it unpacks to more than ${Math.floor(maxBytes / 1_048_576)} MB`)
    let from = 0
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      yield Buffer.concat([...begun, bytes.subarray(from, end)])
      begun = []
      from = end + 1
    }
    if (from < bytes.length) begun.push(bytes.subarray(from))
  }
  if (begun.length > 0) throw new Error('its last record is cut off')
}

function recordOf(line: Buffer): CapsuleRecord {
  let value: unknown
  try {
    value = JSON.parse(line.toString('utf8'))
  } catch (error) {
    throw new HeddleError('INVALID', `a record is not JSON (${messageOf(error)})`)
  }
  return parseRecord(value)
}
