import protobuf from 'protobufjs'
import { isJsonObject, textOf, type Json, type JsonObject } from '../envoy-json.ts'
import { protoRoot } from './proto-root.ts'

type Plain = Record<string, unknown>

/** A resource that does not fit its message: the path names the field. */
export class EncodeError extends Error {
  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`)
    this.name = 'EncodeError'
  }
}

/**
 * Encodes Envoy's JSON form into protobuf bytes. Extensions (every `Any`) travel as `xds.type.v3.TypedStruct`, because
 * the proto tree on npm is older than the Envoy we run; Envoy itself parses what is inside.
 * @throws EncodeError that names the field which the message does not have or can't take
 */
export function encodeMessage(name: string, value: JsonObject): Uint8Array {
  const type = protoRoot().lookupType(name)
  return type.encode(messageOf(type, value, name)).finish()
}

function messageOf(type: protobuf.Type, value: Json, path: string): Plain {
  const special = wellKnown(type.fullName, value, path)
  if (special !== undefined) return special
  if (!isJsonObject(value)) throw new EncodeError(path, `expected an object for ${type.fullName}`)
  const out: Plain = {}
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined || member === null) continue
    const field = type.fields[key]
    if (field === undefined) throw new EncodeError(`${path}.${key}`, `${type.fullName} has no such field`)
    out[key] = fieldOf(field, member, `${path}.${key}`)
  }
  return out
}

function fieldOf(field: protobuf.Field, value: Json, path: string): unknown {
  if (field.map) return mapOf(field, value, path)
  if (!field.repeated) return singleOf(field, value, path)
  if (!isList(value)) throw new EncodeError(path, 'expected a list')
  return value.map((item, index) => singleOf(field, item, `${path}[${index}]`))
}

function mapOf(field: protobuf.Field, value: Json, path: string): Plain {
  if (!isJsonObject(value)) throw new EncodeError(path, 'expected an object')
  const entries = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : [[key, singleOf(field, member, `${path}.${key}`)] as const],
  )
  return Object.fromEntries(entries)
}

function singleOf(field: protobuf.Field, value: Json, path: string): unknown {
  const type = field.resolvedType
  if (type instanceof protobuf.Type) return messageOf(type, value, path)
  if (type instanceof protobuf.Enum) return enumOf(type, value, path)
  return scalarOf(field.type, value, path)
}

function enumOf(type: protobuf.Enum, value: Json, path: string): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? type.values[value] : undefined
  if (number === undefined)
    throw new EncodeError(path, `${JSON.stringify(value)} is not one of ${Object.keys(type.values).join(', ')}`)
  return number
}

function scalarOf(type: string, value: Json, path: string): unknown {
  switch (type) {
    case 'string':
      return expectType(value, 'string', path)
    case 'bool':
      return expectType(value, 'boolean', path)
    case 'bytes':
      return Buffer.from(textOf(expectType(value, 'string', path)), 'base64')
    default:
      return expectType(value, 'number', path)
  }
}

function expectType(value: Json, type: 'string' | 'boolean' | 'number', path: string): Json {
  if (typeof value !== type) throw new EncodeError(path, `expected a ${type}, got ${JSON.stringify(value)}`)
  return value
}

function wellKnown(fullName: string, value: Json, path: string): Plain | undefined {
  switch (fullName) {
    case '.google.protobuf.Any':
      return typedStructAny(value, path)
    case '.google.protobuf.Duration':
      return durationOf(value, path)
    case '.google.protobuf.Struct':
      return structOf(value, path)
    case '.google.protobuf.Value':
      return valueOf(value)
    case '.google.protobuf.BoolValue':
      return { value: expectType(value, 'boolean', path) }
    case '.google.protobuf.StringValue':
      return { value: expectType(value, 'string', path) }
    case '.google.protobuf.UInt32Value':
    case '.google.protobuf.UInt64Value':
    case '.google.protobuf.DoubleValue':
      return { value: expectType(value, 'number', path) }
    default:
      return undefined
  }
}

function typedStructAny(value: Json, path: string): Plain {
  const type = isJsonObject(value) ? value['@type'] : undefined
  if (!isJsonObject(value) || typeof type !== 'string') throw new EncodeError(path, 'an extension needs "@type"')
  const { '@type': _, ...fields } = value
  const struct = protoRoot().lookupType('xds.type.v3.TypedStruct')
  const bytes = struct.encode({ type_url: type, value: structOf(fields, path) }).finish()
  return { type_url: 'type.googleapis.com/xds.type.v3.TypedStruct', value: bytes }
}

function durationOf(value: Json, path: string): Plain {
  const match = typeof value === 'string' ? /^(-?\d+)(?:\.(\d{1,9}))?s$/.exec(value) : null
  if (match === null) throw new EncodeError(path, `${JSON.stringify(value)} is not a duration such as "1.5s"`)
  return { seconds: Number(match[1]), nanos: Number((match[2] ?? '').padEnd(9, '0')) }
}

function structOf(value: Json, path: string): Plain {
  if (!isJsonObject(value)) throw new EncodeError(path, 'expected an object')
  const entries = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : [[key, valueOf(member)]],
  )
  return { fields: Object.fromEntries(entries) }
}

// protobufjs's own Struct keeps camelCase names even under keepCase.
function valueOf(value: Json): Plain {
  if (value === null) return { nullValue: 0 }
  if (isList(value)) return { listValue: { values: value.map(valueOf) } }
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'number') return { numberValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  return { structValue: structOf(value, 'struct') }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
