import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, sourceFiles } from '../support/source-files.ts'
import { endpoints } from '../../lib/contract/endpoints.ts'
import { openApiDocument } from '../../lib/contract/openapi.ts'

/** `app/api/changes/[id]/route.ts` exporting GET → `get /api/changes/{id}`. */
function existingRoutes(): string[] {
  return sourceFiles()
    .filter(({ path }) => /^app\/api\/.*\/?route\.ts$/.test(path))
    .flatMap(({ path }) => {
      const address = path
        .replace(/^app/, '')
        .replace(/\/route\.ts$/, '')
        .replaceAll('[', '{')
        .replaceAll(']', '}')
      const text = readFileSync(join(root, path), 'utf8')
      return [...text.matchAll(/export (?:const|async function|function) (GET|POST|DELETE|PUT|PATCH)\b/g)].map(
        ([, method = '']) => `${method.toLowerCase()} ${address}`,
      )
    })
}

describe('the API document', () => {
  test('lists every route that exists and none that does not', () => {
    const listed = endpoints.map(({ method, path }) => `${method} ${path}`)
    expect(listed.toSorted()).toEqual(existingRoutes().toSorted())
  })

  test('describes parameters, bodies and answers of the graph and of changes', () => {
    const document = JSON.parse(JSON.stringify(openApiDocument('1.2.3')))
    const graph = document.paths['/api/graph'].get
    expect(graph.parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['namespaces', 'window', 'at', 'type', 'layers', 'idle']),
    )
    const answer = graph.responses['200'].content['application/json'].schema
    expect(Object.keys(answer.properties)).toEqual(expect.arrayContaining(['nodes', 'edges', 'degraded', 'queries']))
    expect(document.paths['/api/changes'].post.requestBody.content['application/json'].schema.required).toContain(
      'kind',
    )
    expect(document.info.version).toBe('1.2.3')
  })

  test('every path parameter is named in its path', () => {
    for (const { path, parameters } of endpoints) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(Object.keys(parameters?.shape ?? {}), path).toEqual(inPath)
    }
  })
})
