/** A value of Envoy's proto3 JSON (snake_case field names, extensions as `{"@type": …}`). */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** An extension config in Envoy's own JSON form: its type name in `@type`, its fields beside it. */
export function extension(type: string, fields: JsonObject): JsonObject {
  return { '@type': `type.googleapis.com/${type}`, ...fields }
}
