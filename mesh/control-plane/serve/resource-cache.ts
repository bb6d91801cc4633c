import { createHash } from 'node:crypto'
import type { JsonObject } from '../envoy-json.ts'
import { encodeMessage } from './encode.ts'
import { messageName, type XdsType } from './type-urls.ts'

/** A resource ready to send; equal hashes mean equal content. */
export interface EncodedResource {
  readonly name: string
  readonly hash: string
  readonly bytes: Uint8Array
}

/** Encodes without keeping anything, for secrets. */
export function encodeOnce(type: XdsType, name: string, resource: JsonObject): EncodedResource {
  return { name, hash: contentHash(resource), bytes: encodeMessage(messageName(type), resource) }
}

/** Encodes each distinct content once. The least recently used are dropped above `capacity`. */
export class ResourceCache {
  private readonly entries = new Map<string, EncodedResource>()
  private readonly capacity: number

  constructor(capacity = 20_000) {
    this.capacity = capacity
  }

  /** @throws EncodeError that names the field which does not fit */
  encode(type: XdsType, name: string, resource: JsonObject): EncodedResource {
    const hash = contentHash(resource)
    const key = `${type}/${name}/${hash}`
    const known = this.entries.get(key)
    this.entries.delete(key)
    const encoded = known ?? { name, hash, bytes: encodeMessage(messageName(type), resource) }
    this.entries.set(key, encoded)
    if (this.entries.size > this.capacity) this.dropOldest()
    return encoded
  }

  get size(): number {
    return this.entries.size
  }

  private dropOldest(): void {
    const [oldest] = this.entries.keys()
    if (oldest !== undefined) this.entries.delete(oldest)
  }
}

function contentHash(resource: JsonObject): string {
  return createHash('sha1').update(JSON.stringify(resource)).digest('base64')
}
