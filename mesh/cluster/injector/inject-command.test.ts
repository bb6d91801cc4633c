import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { injectManifests } from './inject-command.ts'

const service = `# stays as it is
apiVersion: v1
kind: Service
metadata:
  name: web # the name
spec:
  ports: [{ port: 80 }]
`
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-v1
  labels: { tier: front }
spec:
  replicas: 2
  template:
    metadata:
      labels: { version: v1 }
    spec:
      containers:
        - name: web
          image: heddle/web:v1
`
const objects = (text: string): unknown[] =>
  parseAllDocuments(injectManifests(text)).map((document): unknown => document.toJS())

describe('injecting YAML', () => {
  test('a Deployment’s template gets a proxy and the Deployment’s name', () => {
    expect(objects(deployment)[0]).toMatchObject({
      metadata: { name: 'web-v1', labels: { tier: 'front' } },
      spec: {
        replicas: 2,
        template: {
          metadata: { labels: { version: 'v1', 'service.istio.io/canonical-name': 'web-v1' } },
          spec: { containers: [{ name: 'istio-proxy' }, { name: 'web' }] },
        },
      },
    })
    expect(injectManifests(deployment)).not.toContain('name: null')
  })

  test('other documents keep their text and comments', () => {
    const text = injectManifests(`${service}---\n${deployment}`)
    expect(text).toContain('# stays as it is')
    expect(text).toContain('name: web # the name')
    expect(parseAllDocuments(text)).toHaveLength(2)
  })

  test('the output injected again is the same', () => {
    const once = injectManifests(`${service}---\n${deployment}`)
    expect(injectManifests(once)).toBe(once)
  })

  test('a Pod and a List of workloads are understood', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    }
    const off = { ...pod, metadata: { name: 'q', labels: { 'sidecar.istio.io/inject': 'false' } } }
    const [list] = objects(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod, off] }))
    expect(list).toMatchObject({ items: [{ spec: { containers: [{}, {}] } }, off] })
  })

  test.each([
    ['kind: [', 'document 1 is not YAML'],
    [
      `${service}---\nkind: Deployment\napiVersion: apps/v1\nmetadata: {name: x}\nspec: {}\n`,
      'document 2: spec.template',
    ],
  ])('a fault is told with its document', (text, sentence) => {
    expect(() => injectManifests(text)).toThrow(sentence)
  })
})
