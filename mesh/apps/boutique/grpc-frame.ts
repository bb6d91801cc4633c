/** One uncompressed gRPC message: a flag, four bytes of length, the message (JSON here). */
export function frame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message))
  const head = Buffer.alloc(5)
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

/** @throws Error when the bytes are not exactly one uncompressed message */
export function unframe(bytes: Buffer): unknown {
  if (bytes.length < 5 || bytes[0] !== 0 || bytes.readUInt32BE(1) !== bytes.length - 5)
    throw new Error('the bytes are not one gRPC message')
  return JSON.parse(bytes.subarray(5).toString('utf8'))
}
