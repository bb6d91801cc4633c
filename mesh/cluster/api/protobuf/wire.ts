/** One field of a protobuf message as it is on the wire. */
export interface WireField {
  readonly number: number
  readonly value: bigint | Uint8Array
}

/** Bytes that are no protobuf message. */
export class WireError extends Error {}

/** Reads the fields of a message in order; a repeated field appears several times. */
export function readFields(bytes: Uint8Array): WireField[] {
  const fields: WireField[] = []
  let offset = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[offset]
      if (byte === undefined) throw new WireError('the message ends inside a number')
      offset += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    throw new WireError('a number is longer than 10 bytes')
  }
  while (offset < bytes.length) {
    const tag = Number(varint())
    const number = tag >>> 3
    switch (tag & 7) {
      case 0:
        fields.push({ number, value: varint() })
        break
      case 2: {
        const length = Number(varint())
        const start = offset
        if (start + length > bytes.length) throw new WireError(`field ${number} is longer than its message`)
        offset = start + length
        fields.push({ number, value: bytes.subarray(start, offset) })
        break
      }
      default:
        throw new WireError(`field ${number} has an encoding that Kubernetes does not use`)
    }
  }
  return fields
}
