import { join } from 'node:path'
import { stringify } from 'yaml'
import { writePrivateFile } from './private-files.ts'
import { clientNames, type ClientName, type StaticTokens } from './static-tokens.ts'

export interface KubeconfigInput {
  readonly server: string
  readonly ca: string
  readonly user: string
  readonly token: string
}

/** A kubeconfig with one cluster, one user and one context. */
export function kubeconfig({ server, ca, user, token }: KubeconfigInput): string {
  const certificate = Buffer.from(ca).toString('base64')
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'heddle',
    clusters: [{ name: 'heddle', cluster: { server, 'certificate-authority-data': certificate } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'heddle', context: { cluster: 'heddle', user, namespace: 'default' } }],
  })
}

export interface KubeconfigFiles {
  readonly heddleDirectory: string
  readonly server: string
  readonly ca: string
  readonly tokens: StaticTokens
}

/** Writes `kubeconfig` (admin) and `kubeconfigs/NAME.kubeconfig` for the mesh's own clients, all 0600. */
export function writeKubeconfigs({ heddleDirectory, server, ca, tokens }: KubeconfigFiles): void {
  for (const name of clientNames) {
    const user = `heddle:${name}`
    writePrivateFile(pathOf(heddleDirectory, name), kubeconfig({ server, ca, user, token: tokens[name] }))
  }
}

function pathOf(directory: string, name: ClientName): string {
  return name === 'admin' ? join(directory, 'kubeconfig') : join(directory, 'kubeconfigs', `${name}.kubeconfig`)
}
