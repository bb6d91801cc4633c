import { ApiError } from '../api-error.ts'
import { messageTable, type FieldRule } from './messages.ts'
import { readFields, WireError } from './wire.ts'

const magic = [0x6b, 0x38, 0x73, 0x00]
const kinds = { typeMeta: 1, raw: 2 }

/**
 * The JSON form of a body in Kubernetes' protobuf: an envelope that names apiVersion and kind, and the object.
 * @throws ApiError UnsupportedMediaType for kinds and fields that the tables don't describe, BadRequest for other bytes
 */
export function decodeProtobuf(body: Uint8Array): unknown {
  if (!magic.every((byte, index) => body[index] === byte))
    throw new ApiError('BadRequest', 'the body does not begin like a protobuf object of Kubernetes')
  try {
    return decodeEnvelope(body.subarray(magic.length))
  } catch (error) {
    if (error instanceof WireError) throw new ApiError('BadRequest', `the protobuf body is malformed: ${error.message}`)
    throw error
  }
}

function decodeEnvelope(envelope: Uint8Array): unknown {
  const fields = readFields(envelope)
  const bytesOf = (wanted: number) => {
    const value = fields.find(({ number }) => number === wanted)?.value
    return value instanceof Uint8Array ? value : new Uint8Array()
  }
  const [apiVersion = '', kind = ''] = [1, 2].map((wanted) => {
    const value = readFields(bytesOf(kinds.typeMeta)).find(({ number }) => number === wanted)?.value
    return value instanceof Uint8Array ? text(value) : ''
  })
  return { apiVersion, kind, ...decodeMessage(kind, bytesOf(kinds.raw)) }
}

function decodeMessage(message: string, bytes: Uint8Array): Record<string, unknown> {
  const table = messageTable(message)
  if (table === undefined)
    throw new ApiError(
      'UnsupportedMediaType',
      `${message} is not understood as protobuf: send it as JSON (kubectl apply -f)`,
    )
  const result = new Map<string, unknown>()
  for (const { number, value } of readFields(bytes)) {
    const rule = table[number]
    if (rule === undefined)
      throw new ApiError(
        'UnsupportedMediaType',
        `field ${number} of ${message} is not understood as protobuf: send the object as JSON (kubectl apply -f)`,
      )
    const decoded = decodeValue(rule, value)
    // Go writes empty strings of fields that are not set.
    if (decoded === undefined || (decoded === '' && !rule.list)) continue
    const known = result.get(rule.name)
    if (rule.list) result.set(rule.name, Array.isArray(known) ? [...known, decoded] : [decoded])
    else if (rule.type.type === 'map') result.set(rule.name, Object.assign({}, known, decoded))
    else result.set(rule.name, decoded)
  }
  return Object.fromEntries(result)
}

function decodeValue({ type, name }: FieldRule, value: bigint | Uint8Array): unknown {
  const number = () => {
    if (typeof value !== 'bigint') throw new WireError(`${name} is no number`)
    return Number(BigInt.asIntN(64, value))
  }
  const bytes = () => {
    if (typeof value === 'bigint') throw new WireError(`${name} is a number`)
    return value
  }
  switch (type.type) {
    case 'skip':
      return undefined
    case 'int':
      return number()
    case 'count':
      return number() || undefined
    case 'bool':
      return number() !== 0
    case 'flag':
      return number() !== 0 || undefined
    case 'string':
      return text(bytes())
    case 'message':
      return decodeMessage(type.message, bytes())
    case 'map':
      return decodeEntry(bytes(), type.value)
  }
}

function decodeEntry(bytes: Uint8Array, valueType: 'string' | 'bytes'): Record<string, string> {
  const fields = readFields(bytes)
  const [key, value] = [1, 2].map((wanted) => {
    const found = fields.find(({ number }) => number === wanted)?.value
    return found instanceof Uint8Array ? found : new Uint8Array()
  })
  if (key === undefined || value === undefined) return {}
  return { [text(key)]: valueType === 'bytes' ? Buffer.from(value).toString('base64') : text(value) }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}
