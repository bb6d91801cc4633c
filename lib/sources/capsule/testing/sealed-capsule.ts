import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { CAPSULE_FORMAT, type CapsuleManifest } from '../../../domain/capsule/manifest.ts'
import type { CapsuleRecord } from '../../../domain/capsule/records.ts'
import { MAGIC, sealOf } from '../envelope.ts'
import { writeCapsule } from '../write-capsule.ts'

export const aManifest: Omit<CapsuleManifest, 'parts'> = {
  format: CAPSULE_FORMAT,
  product: '0.1.0',
  madeAt: '2026-11-24T10:00:00.000Z',
  by: 'operator',
  from: 1_000,
  to: 1_600,
  namespaces: ['shop'],
  notes: '',
  frozen: ['metrics', 'traces', 'logs', 'configuration', 'proxies', 'changes'],
  sources: [],
  limits: [],
  masked: 0,
}

/** The bytes of a capsule as the writer makes it. */
export async function capsuleOf(records: readonly CapsuleRecord[], manifest: Partial<CapsuleManifest> = {}) {
  const given = async function* () {
    yield* records
  }
  const pieces: Buffer[] = []
  const told = { ...aManifest, ...manifest }
  for await (const piece of writeCapsule({ records: given(), manifest: () => told })) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Bytes with a seal that holds, whatever they are: what somebody may make who means harm. */
export function sealed(lines: string | Buffer, manifest: unknown): Buffer {
  const packed = gzipSync(lines)
  const body = Buffer.concat([Buffer.from(MAGIC), packed, Buffer.from(`\n${JSON.stringify(manifest)}\n`)])
  return Buffer.concat([body, Buffer.from(sealOf(createHash('sha256').update(body).digest('hex')))])
}
