/** A value in Envoy's JSON form; `undefined` members are left out when written. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** An `Any` in JSON form: the message's type beside its fields. */
export function typed(type: string, fields: JsonObject = {}): JsonObject {
  return { '@type': `type.googleapis.com/${type}`, ...fields }
}

/** A named extension with its configuration, the shape Envoy uses for filters, loggers and sockets. */
export function extension(name: string, type: string, fields: JsonObject = {}): JsonObject {
  return { name, typed_config: typed(type, fields) }
}

/** A duration as proto JSON writes it. */
export function seconds(value: number): string {
  return `${Number(value.toFixed(9))}s`
}

/** A JSON value as text; empty when it is none. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** The objects of a JSON list; none for anything else. */
export function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((item: Json) => isJsonObject(item)) : []
}

/** Whether a JSON value is an object rather than a list or a scalar. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
