import { request as httpRequest } from 'node:http'
import { listAt, numberAt, stringAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import { objectKey, type ResourceContext } from './context.ts'

const passedOn = ['follow', 'previous', 'timestamps', 'tailLines', 'sinceSeconds', 'sinceTime', 'limitBytes']

/** GET pods/NAME/log: streams the lines that the pod's node agent keeps. */
export async function handleLog(context: ResourceContext): Promise<void> {
  const { deps, query, response } = context
  const pod = deps.store.read(objectKey(context))
  const container = chosenContainer(pod, query.get('container') ?? undefined)
  const nodeName = stringAt(pod, 'spec', 'nodeName')
  if (nodeName === undefined)
    throw new ApiError('BadRequest', `pod "${pod.metadata.name}" is not on a node yet, so it has no logs`)
  const node = deps.store.get({ resource: 'nodes', name: nodeName })
  const port = numberAt(node, 'status', 'daemonEndpoints', 'kubeletEndpoint', 'Port')
  if (port === undefined) throw unreachable(nodeName)
  const options = new URLSearchParams()
  for (const name of passedOn) {
    const value = query.get(name)
    if (value !== null) options.set(name, value)
  }
  const parts = [pod.metadata.namespace ?? '', pod.metadata.name, container].map(encodeURIComponent)
  const path = `/containerLogs/${parts.join('/')}?${options.toString()}`
  await new Promise<void>((resolve, reject) => {
    const headers = { authorization: `Bearer ${deps.kubeletToken}` }
    const upstream = httpRequest({ host: '127.0.0.1', port, path, headers }, (answer) => {
      if (answer.statusCode === 200) {
        response.writeHead(200, { 'content-type': 'text/plain' })
        response.flushHeaders()
        answer.pipe(response)
        answer.once('end', resolve)
        answer.once('error', reject)
        return
      }
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('end', () => reject(agentFailure(answer.statusCode ?? 500, Buffer.concat(chunks).toString('utf8'))))
    })
    upstream.once('error', () => reject(unreachable(nodeName)))
    response.once('close', () => {
      upstream.destroy()
      resolve()
    })
    upstream.end()
  })
}

function unreachable(nodeName: string): ApiError {
  return new ApiError(
    'ServiceUnavailable',
    `the node agent of "${nodeName}" can't be reached, so its logs can't be read; it is restarted by itself: try again`,
  )
}

function agentFailure(code: number, text: string): ApiError {
  const message = text.trim() || `the node agent answered ${code}`
  if (code === 404) return new ApiError('NotFound', message)
  return code < 500 ? new ApiError('BadRequest', message) : new ApiError('InternalError', message)
}

const defaultContainer = 'kubectl.kubernetes.io/default-container'

/** @throws ApiError BadRequest when the pod has no such container, or several and none was named */
export function chosenContainer(pod: StoredObject, wanted: string | undefined): string {
  const names = ['containers', 'initContainers'].flatMap((list) =>
    listAt(pod, 'spec', list).map((container) => stringAt(container, 'name') ?? ''),
  )
  const { name, annotations } = pod.metadata
  if (wanted !== undefined && wanted !== '') {
    if (names.includes(wanted)) return wanted
    throw new ApiError(
      'BadRequest',
      `container ${wanted} is not valid for pod ${name}: choose one of [${names.join(' ')}]`,
    )
  }
  const [only, ...others] = listAt(pod, 'spec', 'containers')
  const marked = annotations?.[defaultContainer]
  if (marked !== undefined && names.includes(marked)) return marked
  if (others.length === 0) return stringAt(only, 'name') ?? ''
  throw new ApiError(
    'BadRequest',
    `a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`,
  )
}
