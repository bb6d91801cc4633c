import { z } from 'zod'
import { endpoints, type Endpoint } from './endpoints.ts'
import { errorBody } from './error-body.ts'

type Json = Readonly<Record<string, unknown>>

/** The OpenAPI 3.1 document of the API, made from the schemas that parse and type it. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const endpoint of endpoints)
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) }
  return {
    openapi: '3.1.0',
    info: { title: 'Heddle', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    security: [{ bearer: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'heddle_session' },
      },
      schemas: { Error: jsonSchema(errorBody, 'output') },
    },
  }
}

function operation({ summary, open, parameters, query, body, response }: Endpoint): Json {
  const listed = [...parametersOf(parameters, 'path'), ...parametersOf(query, 'query')]
  return {
    summary,
    ...(open === true ? { security: [] } : {}),
    ...(listed.length === 0 ? {} : { parameters: listed }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: content(jsonSchema(body, 'input')) } }),
    responses: {
      '200': {
        description: 'The answer.',
        ...(response === undefined ? {} : { content: content(jsonSchema(response, 'output')) }),
      },
      default: {
        description: 'Refused, or failed.',
        content: content({ $ref: '#/components/schemas/Error' }),
      },
    },
  }
}

function content(schema: Json): Json {
  return { 'application/json': { schema } }
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(field, undefined).success,
    schema: jsonSchema(field, 'input'),
  }))
}

/** JSON Schema of a zod schema; what JSON Schema can't say (a transformation) becomes the text it starts from. */
function jsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
