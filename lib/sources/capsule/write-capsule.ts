import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { createGzip, type Gzip } from 'node:zlib'
import {
  capsuleParts,
  MAX_CAPSULE_BYTES,
  MAX_UNPACKED_BYTES,
  type CapsuleManifest,
  type CapsulePart,
} from '../../domain/capsule/manifest.ts'
import type { CapsuleRecord } from '../../domain/capsule/records.ts'
import { MAGIC, sealOf } from './envelope.ts'

export interface WriteLimits {
  readonly packedBytes: number
  readonly unpackedBytes: number
}

/** Room is left for what gzip still holds, the manifest and the seal. */
const usualLimits: WriteLimits = {
  packedBytes: MAX_CAPSULE_BYTES - 2 * 1_048_576,
  unpackedBytes: MAX_UNPACKED_BYTES - 1_048_576,
}

export interface CapsuleWriting {
  readonly records: AsyncIterable<CapsuleRecord>
  /** Asked for at the end, when it is known what was found. */
  readonly manifest: () => Omit<CapsuleManifest, 'parts'>
  readonly limits?: WriteLimits | undefined
}

/** The bytes of a capsule, piece by piece as its records come: first line, packed records, manifest, seal. */
export async function* writeCapsule({ records, manifest, limits = usualLimits }: CapsuleWriting) {
  const whole = createHash('sha256')
  const sealed = (bytes: Buffer) => {
    whole.update(bytes)
    return bytes
  }
  yield sealed(Buffer.from(MAGIC))
  const packer = new Packer(limits)
  for await (const record of records) {
    if (!packer.hasRoom()) break
    for (const bytes of await packer.add(record)) yield sealed(bytes)
  }
  for (const bytes of await packer.end()) yield sealed(bytes)
  const told = manifest()
  const full = packer.hasRoom() ? [] : [`The capsule is full: what came after ${packer.lastPart()} is not in it.`]
  const complete: CapsuleManifest = { ...told, limits: [...told.limits, ...full], parts: packer.parts() }
  yield sealed(Buffer.from(`\n${JSON.stringify(complete)}\n`))
  yield Buffer.from(sealOf(whole.digest('hex')))
}

interface Part {
  readonly hash: Hash
  records: number
  bytes: number
}

/** Packs lines and counts them, per part. */
class Packer {
  readonly #limits: WriteLimits
  readonly #gzip: Gzip = createGzip({ level: 6 })
  readonly #parts = new Map<CapsulePart, Part>()
  #ready: Buffer[] = []
  #packed = 0
  #unpacked = 0
  #last: CapsulePart = 'configuration'

  constructor(limits: WriteLimits) {
    this.#limits = limits
    this.#gzip.on('data', (bytes: Buffer) => {
      this.#ready.push(bytes)
      this.#packed += bytes.length
    })
  }

  hasRoom(): boolean {
    return this.#packed < this.#limits.packedBytes && this.#unpacked < this.#limits.unpackedBytes
  }

  lastPart(): CapsulePart {
    return this.#last
  }

  async add(record: CapsuleRecord): Promise<Buffer[]> {
    const line = Buffer.from(`${JSON.stringify(record)}\n`)
    const part = this.#parts.get(record.part) ?? { hash: createHash('sha256'), records: 0, bytes: 0 }
    part.hash.update(line)
    part.records += 1
    part.bytes += line.length
    this.#parts.set(record.part, part)
    this.#last = record.part
    this.#unpacked += line.length
    if (!this.#gzip.write(line)) await once(this.#gzip, 'drain')
    return this.#take()
  }

  async end(): Promise<Buffer[]> {
    const ended = once(this.#gzip, 'end')
    this.#gzip.end()
    await ended
    return this.#take()
  }

  parts(): CapsuleManifest['parts'] {
    return capsuleParts.flatMap((name) => {
      const part = this.#parts.get(name)
      if (part === undefined) return []
      return [{ name, records: part.records, bytes: part.bytes, sha256: part.hash.copy().digest('hex') }]
    })
  }

  #take(): Buffer[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }
}
