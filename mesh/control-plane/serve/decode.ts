import protobuf from 'protobufjs'
import { seconds, type Json, type JsonObject } from '../envoy-json.ts'
import { protoRoot } from './proto-root.ts'

type Plain = Readonly<Record<string, unknown>>

/** Reads protobuf bytes back into Envoy's JSON form: the reverse of encodeMessage. Fields that are not set stay out. */
export function decodeMessage(name: string, bytes: Uint8Array): JsonObject {
  return objectOf(protoRoot().lookupType(name), bytes)
}

function objectOf(type: protobuf.Type, bytes: Uint8Array): JsonObject {
  return fieldsOf(type, plainOf(type.toObject(type.decode(bytes), { longs: Number, enums: String, oneofs: false })))
}

function fieldsOf(type: protobuf.Type, message: Plain): JsonObject {
  return Object.fromEntries(
    Object.entries(message).map(([key, value]) => {
      const field = type.fields[key]
      return [key, field === undefined ? null : fieldJson(field, value)]
    }),
  )
}

function fieldJson(field: protobuf.Field, value: unknown): Json {
  if (field.map)
    return Object.fromEntries(Object.entries(plainOf(value)).map(([key, one]) => [key, singleJson(field, one)]))
  if (field.repeated) return listOf(value).map((one) => singleJson(field, one))
  return singleJson(field, value)
}

function singleJson(field: protobuf.Field, value: unknown): Json {
  if (field.resolvedType instanceof protobuf.Type) return messageJson(field.resolvedType, plainOf(value))
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return scalarOf(value)
}

function messageJson(type: protobuf.Type, message: Plain): Json {
  switch (type.fullName) {
    case '.google.protobuf.Any':
      return anyJson(message)
    case '.google.protobuf.Duration':
      return seconds(numberOf(message['seconds']) + numberOf(message['nanos']) / 1e9)
    case '.google.protobuf.Struct':
      return structJson(message)
    case '.google.protobuf.Value':
      return valueJson(message)
    case '.google.protobuf.BoolValue':
      return message['value'] === true
    case '.google.protobuf.StringValue':
      return typeof message['value'] === 'string' ? message['value'] : ''
    case '.google.protobuf.UInt32Value':
    case '.google.protobuf.UInt64Value':
    case '.google.protobuf.DoubleValue':
      return numberOf(message['value'])
    default:
      return fieldsOf(type, message)
  }
}

const typedStruct = 'xds.type.v3.TypedStruct'

// Every extension travels as a TypedStruct, see encode.ts.
function anyJson({ type_url: url, value }: Plain): Json {
  if (!(value instanceof Uint8Array) || url !== `type.googleapis.com/${typedStruct}`) return { '@type': scalarOf(url) }
  const type = protoRoot().lookupType(typedStruct)
  const inner = plainOf(type.toObject(type.decode(value)))
  return { '@type': scalarOf(inner['type_url']), ...structJson(plainOf(inner['value'])) }
}

function structJson({ fields }: Plain): JsonObject {
  return Object.fromEntries(Object.entries(plainOf(fields)).map(([key, value]) => [key, valueJson(plainOf(value))]))
}

// protobufjs's own Struct keeps camelCase names even under keepCase.
function valueJson(value: Plain): Json {
  if (value['structValue'] !== undefined) return structJson(plainOf(value['structValue']))
  if (value['listValue'] !== undefined)
    return listOf(plainOf(value['listValue'])['values']).map((one) => valueJson(plainOf(one)))
  return scalarOf(value['stringValue'] ?? value['numberValue'] ?? value['boolValue'] ?? null)
}

function scalarOf(value: unknown): Json {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function plainOf(value: unknown): Plain {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
