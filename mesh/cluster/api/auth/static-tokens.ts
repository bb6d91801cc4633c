import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { privateFile } from './private-files.ts'
import { mastersGroup, type User } from './user.ts'

/** Clients that come with the mesh; each has a token that survives restarts and a kubeconfig. */
export const clientNames = ['admin', 'control-plane', 'node-agent', 'console'] as const
export type ClientName = (typeof clientNames)[number]

const tokensFile = z.record(z.enum(clientNames), z.string().min(32))
export type StaticTokens = z.infer<typeof tokensFile>

/** The tokens of the mesh's own clients, made once and kept in `directory`. */
export function staticTokens(directory: string): StaticTokens {
  const text = privateFile(join(directory, 'tokens.json'), () => {
    const made = clientNames.map((name) => [name, randomBytes(32).toString('base64url')])
    return `${JSON.stringify(Object.fromEntries(made))}\n`
  })
  return tokensFile.parse(JSON.parse(text))
}

/** Path of the token that the API shows to the node agent's log server. */
export function kubeletTokenPath(heddleDirectory: string): string {
  return join(heddleDirectory, 'cluster', 'pki', 'kubelet-token')
}

/** The token itself; made when there is none yet. */
export function kubeletToken(heddleDirectory: string): string {
  return privateFile(kubeletTokenPath(heddleDirectory), () => `${randomBytes(32).toString('base64url')}\n`).trim()
}

export function clientUser(name: ClientName): User {
  const group = name === 'admin' ? mastersGroup : 'heddle:components'
  return { name: `heddle:${name}`, groups: [group, 'system:authenticated'] }
}

/** Finds the client of a token; digests are compared, so timing tells nothing about a token. */
export function tokenDirectory(tokens: StaticTokens): (token: string) => User | undefined {
  const digest = (token: string) => createHash('sha256').update(token).digest('base64')
  const users = new Map(clientNames.map((name) => [digest(tokens[name]), clientUser(name)]))
  return (token) => users.get(digest(token))
}
