import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { ApiError } from '../api-error.ts'
import {
  aggregated,
  aggregatedType,
  coreVersions,
  groupDocument,
  groupList,
  resourceList,
} from '../discovery/documents.ts'
import { discoverGroups, type DiscoveredGroup, type DiscoveredVersion } from '../discovery/groups.ts'
import { openApiDocument } from '../openapi/document.ts'
import type { ResourceDefinition } from '../resources/definition.ts'
import type { OutputForm } from './accept.ts'
import { sendJson } from './respond.ts'

export interface PathRequest {
  readonly path: string
  readonly form: OutputForm
  readonly definitions: readonly ResourceDefinition[]
  /** HOST:PORT of the API. */
  readonly server: string
  readonly response: ServerResponse
}

/** The Kubernetes release whose API this one follows. */
const version = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.0+heddle',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'node',
  platform: `${process.platform}/${process.arch === 'x64' ? 'amd64' : process.arch}`,
}

/**
 * Answers discovery, OpenAPI, version and health.
 * @throws ApiError NotFound for any other path
 */
export function handlePath(request: PathRequest): void {
  const { path, response } = request
  const parts = path.split('/').filter((part) => part !== '')
  switch (parts[0]) {
    case 'version':
      return sendJson(response, 200, version)
    case 'healthz':
    case 'livez':
    case 'readyz':
      response.writeHead(200, { 'content-type': 'text/plain' })
      response.end('ok')
      return
    case 'api':
    case 'apis':
      return handleDiscovery(request, parts)
    case 'openapi':
      return handleOpenApi(request, parts)
    default:
      throw notFound(path)
  }
}

function handleDiscovery(request: PathRequest, [root, first, second]: readonly string[]): void {
  const { response, form, server, path } = request
  const groups = discoverGroups(request.definitions)
  if (first === undefined) {
    const asked = groups.filter(({ name }) => (name === '') === (root === 'api'))
    if (form.type === 'discovery') {
      response.setHeader('content-type', aggregatedType)
      return sendJson(response, 200, aggregated(asked))
    }
    return sendJson(response, 200, root === 'api' ? coreVersions(server) : groupList(groups))
  }
  const group = groups.find(({ name }) => name === (root === 'api' ? '' : first))
  if (group === undefined) throw notFound(path)
  const versionName = root === 'api' ? first : second
  if (versionName === undefined) return sendJson(response, 200, groupDocument(group))
  sendJson(response, 200, resourceList(findVersion(group, versionName, path)))
}

function findVersion(group: DiscoveredGroup, name: string, path: string): DiscoveredVersion {
  const found = group.versions.find((candidate) => candidate.version === name)
  if (found === undefined) throw notFound(path)
  return found
}

const documents = new Map<string, { definitions: readonly ResourceDefinition[]; document: object; hash: string }>()

/** The document of a group and version; built again only when its resources change. */
function documentOf(definitions: readonly ResourceDefinition[], group: string, name: string) {
  const own = definitions.filter((definition) => definition.group === group)
  const key = `${group}/${name}`
  const known = documents.get(key)
  if (known !== undefined && known.definitions.length === own.length && own.every((d, i) => d === known.definitions[i]))
    return known
  const document = openApiDocument(definitions, group, name)
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('hex').slice(0, 32).toUpperCase()
  const built = { definitions: own, document, hash }
  documents.set(key, built)
  return built
}

function handleOpenApi({ response, definitions, path }: PathRequest, parts: readonly string[]): void {
  const [, release, root, ...rest] = parts
  if (release === 'v2') {
    // kubectl asks for it before it applies a List. No bytes are a valid, empty protobuf document, after which it
    // leaves validation to the server.
    response.writeHead(200, { 'content-type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' })
    response.end()
    return
  }
  if (release !== 'v3') throw notFound(path)
  if (root === undefined) return sendJson(response, 200, { paths: openApiIndex(definitions) })
  const [group, name] = root === 'api' ? ['', rest[0]] : [rest[0], rest[1]]
  const known = discoverGroups(definitions).some(
    (candidate) => candidate.name === group && candidate.versions.some((entry) => entry.version === name),
  )
  if (!known || group === undefined || name === undefined) throw notFound(path)
  sendJson(response, 200, documentOf(definitions, group, name).document)
}

function openApiIndex(definitions: readonly ResourceDefinition[]): object {
  const versions = discoverGroups(definitions).flatMap((group) => group.versions)
  const entries = versions.map(({ group, version: name }) => {
    const place = group === '' ? `api/${name}` : `apis/${group}/${name}`
    const { hash } = documentOf(definitions, group, name)
    return [place, { serverRelativeURL: `/openapi/v3/${place}?hash=${hash}` }]
  })
  return Object.fromEntries(entries)
}

function notFound(path: string): ApiError {
  return new ApiError('NotFound', `the server could not find the requested resource: ${path}`)
}
