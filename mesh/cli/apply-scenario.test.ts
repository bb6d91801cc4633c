import { describe, expect, test } from 'vitest'
import { applyScenario, parseManifests, type Manifest } from './apply-scenario.ts'

const text = `apiVersion: v1
kind: Namespace
metadata: { name: a }
---
apiVersion: v1
kind: Service
metadata: { name: s, namespace: a }
spec: { ports: [{ port: \${INGRESS_PORT} }] }
`

describe('a scenario', () => {
  test('fills the ports of this run and leaves unknown placeholders', () => {
    const [namespace, service] = parseManifests(`${text}\n---\n`, { INGRESS_PORT: '8081' })
    expect(namespace).toMatchObject({ templated: false, object: { kind: 'Namespace' } })
    expect(service).toMatchObject({ templated: true, object: { spec: { ports: [{ port: 8081 }] } } })
    expect(
      parseManifests('apiVersion: v1\nkind: A\nmetadata: { name: x, note: "${OTHER}" }', {})[0]?.object.metadata[
        'note'
      ],
    ).toBe('${OTHER}')
  })
  test("what exists stays as its user left it, but this run's ports are written", async () => {
    const calls: string[] = []
    const named = (verb: string) => (object: Manifest) => void calls.push(`${verb} ${object.kind}`)
    const client = {
      ready: () => Promise.resolve(true),
      deploymentsAvailable: () => Promise.resolve(true),
      create: (object: Manifest) => Promise.resolve(named('create')(object)).then(() => 'exists' as const),
      mergePatch: (object: Manifest) => Promise.resolve(named('patch')(object)),
    }
    await applyScenario(client, parseManifests(text, { INGRESS_PORT: '1' }))
    expect(calls).toEqual(['create Namespace', 'create Service', 'patch Service'])
  })
})
