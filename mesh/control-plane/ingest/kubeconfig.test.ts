import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { kubeconfigAccess, readClusterAccess } from './kubeconfig.ts'

const dir = mkdtempSync(join(tmpdir(), 'heddle-kubeconfig-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const path = join(dir, 'config')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const text = (cluster: object, user: object) =>
  JSON.stringify({
    'current-context': 'mine',
    clusters: [
      { name: 'other', cluster: { server: 'https://other:1' } },
      { name: 'c', cluster },
    ],
    users: [{ name: 'u', user }],
    contexts: [
      { name: 'first', context: { cluster: 'other', user: 'none' } },
      { name: 'mine', context: { cluster: 'c', user: 'u' } },
    ],
  })

describe('a kubeconfig', () => {
  test('gives the cluster, its CA and the token of the current context', () => {
    const cluster = { server: 'https://api:6443', 'certificate-authority-data': base64('root') }
    expect(kubeconfigAccess(text(cluster, { token: 't' }), path)).toEqual({
      server: 'https://api:6443',
      ca: Buffer.from('root'),
      token: 't',
    })
  })

  test('names files relative to itself', () => {
    writeFileSync(join(dir, 'ca.crt'), 'root')
    writeFileSync(join(dir, 'token'), 'from-file\n')
    const cluster = { server: 'https://api:6443', 'certificate-authority': 'ca.crt' }
    expect(kubeconfigAccess(text(cluster, { tokenFile: 'token' }), path)).toMatchObject({
      ca: Buffer.from('root'),
      token: 'from-file',
    })
  })

  test('may log in by a client certificate', () => {
    const user = { 'client-certificate-data': base64('cert'), 'client-key-data': base64('key') }
    expect(kubeconfigAccess(text({ server: 'https://api:6443' }, user), path)).toEqual({
      server: 'https://api:6443',
      clientCertificate: { cert: Buffer.from('cert'), key: Buffer.from('key') },
    })
  })

  test('without a cluster, or with a plugin, is refused by one sentence', () => {
    expect(() => kubeconfigAccess('{}', path)).toThrow(`${path} names no cluster for its current context`)
    expect(() => kubeconfigAccess(text({ server: 'https://api' }, { exec: {} }), path)).toThrow(/logs in by a plugin/)
    expect(() => readClusterAccess({})).toThrow('KUBECONFIG names no cluster to connect to, and this is not a pod')
  })
})
