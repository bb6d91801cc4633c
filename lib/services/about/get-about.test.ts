import { expect, test } from 'vitest'
import { memoryDeps, operator } from '../../../test/support/deps.ts'
import { aProxyStatus } from '../../../test/support/proxies.ts'
import { aboutResponse } from '../../contract/about.ts'
import { getAbout } from './get-about.ts'

const input = { version: '0.1.0', node: '24.0.0', capsule: null }

test('tells the version of everything that is connected, and how many proxies run which', async () => {
  const deps = memoryDeps()
  deps.controlPlane.held = [
    aProxyStatus('a', 'shop'),
    aProxyStatus('b', 'shop'),
    aProxyStatus('c', 'bank', { version: '1.39.0' }),
  ]
  const answer = aboutResponse.parse(await getAbout({ deps, principal: operator, input }))
  expect(answer.proxies).toEqual([
    { version: '1.40.0', count: 2 },
    { version: '1.39.0', count: 1 },
  ])
  expect(answer.runtime).toEqual({ node: '24.0.0', ledger: 'SQLite 3.50.0' })
  expect(answer.connections.map(({ name }) => name)).toEqual([
    'Prometheus',
    'Cluster API',
    'Control plane',
    'Trace store',
  ])
})

test('a source that is away is not reachable, and the others are told', async () => {
  const deps = memoryDeps()
  deps.controlPlane.failure = 'The control plane does not answer: connection refused'
  const answer = await getAbout({ deps, principal: operator, input })
  expect(answer.proxies).toBeNull()
  expect(answer.connections.find(({ name }) => name === 'Control plane')).toMatchObject({
    version: null,
    reachable: false,
  })
  expect(answer.connections.find(({ name }) => name === 'Prometheus')?.reachable).toBe(true)
})
