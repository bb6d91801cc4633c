import { z } from 'zod'
import { MalformedRequest, type AttributeValue, type OtlpBatch } from './model.ts'

// OTLP's JSON form: camelCase, ids in hex, 64-bit numbers as text or number, enums as numbers or by name.

const hexId = z
  .string()
  .regex(/^[0-9a-fA-F]*$/, 'is not hexadecimal')
  .transform((id) => id.toLowerCase())
  .default('')
const nanoseconds = z
  .union([z.string().regex(/^\d{1,20}$/, 'is not a number of nanoseconds'), z.number().nonnegative()])
  .default(0)
  .transform((nanos) => (typeof nanos === 'number' ? Math.floor(nanos / 1_000) : Number(BigInt(nanos) / 1_000n)))

const kindNames = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map((n) => `SPAN_KIND_${n}`)
const statusNames = ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR']
const enumNumber = (names: readonly string[]) =>
  z
    .union([z.number().int(), z.string().refine((name) => names.includes(name), 'is not a known name')])
    .default(0)
    .transform((value) => (typeof value === 'number' ? value : names.indexOf(value)))

type JsonValue = z.infer<typeof anyValue>
const anyValue = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: z.union([z.string().regex(/^-?\d{1,20}$/, 'is not a whole number'), z.number().int()]).optional(),
  doubleValue: z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]).optional(),
  bytesValue: z.string().optional(),
  get arrayValue() {
    return z.object({ values: z.array(anyValue).default([]) }).optional()
  },
  get kvlistValue() {
    return z
      .object({ values: z.array(z.object({ key: z.string(), value: anyValue.optional() })).default([]) })
      .optional()
  },
})

const attributes = z
  .array(z.object({ key: z.string(), value: anyValue.default({}) }))
  .default([])
  .transform((list) => list.map(({ key, value }) => ({ key, value: attributeValue(value) })))

const span = z
  .object({
    traceId: hexId,
    spanId: hexId,
    parentSpanId: hexId,
    traceState: z.string().default(''),
    name: z.string().default(''),
    kind: enumNumber(kindNames),
    startTimeUnixNano: nanoseconds,
    endTimeUnixNano: nanoseconds,
    attributes,
    events: z
      .array(z.object({ timeUnixNano: nanoseconds, name: z.string().default(''), attributes }))
      .default([])
      .transform((events) => events.map(({ timeUnixNano, ...event }) => ({ ...event, timeUs: timeUnixNano }))),
    links: z.array(z.object({ traceId: hexId, spanId: hexId })).default([]),
    status: z
      .object({ code: enumNumber(statusNames), message: z.string().default('') })
      .default({ code: 0, message: '' }),
  })
  .transform(({ startTimeUnixNano, endTimeUnixNano, ...rest }) => ({
    ...rest,
    startUs: startTimeUnixNano,
    endUs: endTimeUnixNano,
  }))

const scope = z.object({ name: z.string().default(''), version: z.string().default('') })
const request = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes }).default({ attributes: [] }),
        scopeSpans: z
          .array(z.object({ scope: scope.default({ name: '', version: '' }), spans: z.array(span).default([]) }))
          .default([]),
      }),
    )
    .default([]),
})

/**
 * Reads an export request in JSON.
 * @throws MalformedRequest with a sentence that names the field
 */
export function batchesFromJson(text: string): OtlpBatch[] {
  const parsed = request.safeParse(parseJson(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new MalformedRequest(`${issue?.path.join('.') ?? 'the body'}: ${issue?.message ?? 'not understood'}`)
  }
  return parsed.data.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.map((part) => ({ resource: resource.attributes, scope: part.scope, spans: part.spans })),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new MalformedRequest('the body is not JSON')
  }
}

function attributeValue(json: JsonValue): AttributeValue {
  if (json.boolValue !== undefined) return { type: 'bool', value: json.boolValue }
  if (json.intValue !== undefined) return { type: 'int64', value: Number(json.intValue) }
  if (json.doubleValue !== undefined) return { type: 'float64', value: Number(json.doubleValue) }
  if (json.bytesValue !== undefined) return { type: 'binary', value: json.bytesValue }
  if (json.arrayValue !== undefined || json.kvlistValue !== undefined)
    return { type: 'string', value: JSON.stringify(plain(json)) }
  return { type: 'string', value: json.stringValue ?? '' }
}

function plain(json: JsonValue): unknown {
  if (json.arrayValue !== undefined) return json.arrayValue.values.map(plain)
  if (json.kvlistValue === undefined) return attributeValue(json).value
  const entries = json.kvlistValue.values
  return Object.fromEntries(entries.map(({ key, value }) => [key, value === undefined ? null : plain(value)]))
}
