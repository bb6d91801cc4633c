import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { podDraft, type PodDraft } from '../objects/pod.ts'
import { defaultInjection, inject } from './inject.ts'

type Over = { labels?: Record<string, string>; annotations?: Record<string, string>; spec?: object; owner?: object }

function podOf({
  labels = { app: 'reviews', version: 'v1' },
  annotations = {},
  spec = {},
  owner,
}: Over = {}): PodDraft {
  return podDraft.parse({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'reviews-v1-abc-xyz',
      labels,
      annotations,
      ...(owner === undefined ? {} : { ownerReferences: [owner] }),
    },
    spec: { containers: [{ name: 'reviews', image: 'heddle/reviews:v1', ports: [{ containerPort: 9080 }] }], ...spec },
  })
}

const namespace = (labels: Record<string, string> = { 'istio-injection': 'enabled' }, name = 'bookinfo') => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
})
const injected = (over: Over = {}) => inject(podOf(over), namespace(), defaultInjection)
const namesOf = ({ spec }: PodDraft) => spec.containers.map(({ name }) => name)

describe('who gets a proxy', () => {
  const on = { 'istio-injection': 'enabled' }
  const wish = (value: string) => ({ app: 'a', 'sidecar.istio.io/inject': value })
  test.each([
    ['a pod of an enabled namespace', podOf(), namespace(on), true],
    ['not without the namespace label', podOf(), namespace({}), false],
    [
      'not in a disabled namespace',
      podOf({ labels: wish('true') }),
      namespace({ 'istio-injection': 'disabled' }),
      false,
    ],
    ['by its own label alone', podOf({ labels: wish('true') }), namespace({}), true],
    ['not against its label', podOf({ labels: wish('false') }), namespace(on), false],
    [
      'not against its annotation',
      podOf({ annotations: { 'sidecar.istio.io/inject': 'false' } }),
      namespace(on),
      false,
    ],
    [
      'by its label over its annotation',
      podOf({ labels: wish('true'), annotations: { 'sidecar.istio.io/inject': 'false' } }),
      namespace(on),
      true,
    ],
    ['by the revision of its namespace', podOf(), namespace({ 'istio.io/rev': 'default' }), true],
    ['not by another revision', podOf(), namespace({ 'istio.io/rev': 'canary' }), false],
    ['never on the host network', podOf({ spec: { hostNetwork: true } }), namespace(on), false],
    ['never in kube-system', podOf(), namespace(on, 'kube-system'), false],
    ['not in a namespace that is not known', podOf(), undefined, false],
  ])('%s', (...[, pod, owner, expected]) => {
    expect(inject(pod, owner, defaultInjection) !== pod).toBe(expected)
  })
})

describe('what it adds', () => {
  test('a proxy container before the app, with its probes and volumes', () => {
    const { spec } = injected()
    expect(namesOf(injected())).toEqual(['istio-proxy', 'reviews'])
    expect(spec.containers[0]).toMatchObject({
      image: 'heddle/proxy:1.40',
      args: ['proxy', 'sidecar', '--domain', '$(POD_NAMESPACE).svc.cluster.local'],
      readinessProbe: { httpGet: { path: '/healthz/ready', port: 15021 } },
    })
    expect(spec.volumes?.map(({ name }) => name)).toEqual(['istio-token', 'istiod-ca-cert'])
    expect(spec.containers[1]).toEqual(podOf().spec.containers[0])
  })

  test('labels and annotations by Istio’s names', () => {
    const { labels, annotations } = injected().metadata
    expect(labels).toEqual({
      app: 'reviews',
      version: 'v1',
      'security.istio.io/tlsMode': 'istio',
      'service.istio.io/canonical-name': 'reviews',
      'service.istio.io/canonical-revision': 'v1',
    })
    expect(annotations).toMatchObject({
      'istio.io/rev': 'default',
      'kubectl.kubernetes.io/default-container': 'reviews',
      'prometheus.io/port': '15020',
    })
    expect(JSON.parse(annotations?.['sidecar.istio.io/status'] ?? '')).toMatchObject({
      containers: ['istio-proxy'],
      revision: 'default',
    })
  })

  test('labels that the pod has already are kept', () => {
    const labels = { app: 'a', 'service.istio.io/canonical-name': 'own', 'security.istio.io/tlsMode': 'disabled' }
    expect(injected({ labels }).metadata.labels).toMatchObject(labels)
  })

  test('without app labels the workload names the canonical service', () => {
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'reviews-v1-abc', uid: 'u', controller: true }
    const { metadata } = injected({ labels: { 'pod-template-hash': 'abc' }, owner })
    expect(metadata.labels).toMatchObject({
      'service.istio.io/canonical-name': 'reviews-v1',
      'service.istio.io/canonical-revision': 'latest',
    })
  })
})

describe('the gateway template', () => {
  const gateway = {
    annotations: { 'inject.istio.io/templates': 'gateway' },
    spec: { containers: [{ name: 'istio-proxy', image: 'auto', ports: [{ containerPort: 8080, hostPort: 80 }] }] },
  }
  test('fills the pod’s own istio-proxy container', () => {
    const { spec, metadata } = injected(gateway)
    expect(spec.containers).toHaveLength(1)
    expect(spec.containers[0]).toMatchObject({ image: 'heddle/proxy:1.40', args: expect.arrayContaining(['router']) })
    expect(spec.containers[0]?.ports?.map(({ containerPort }) => containerPort)).toEqual([15090, 8080])
    expect(metadata.annotations).not.toHaveProperty(['kubectl.kubernetes.io/default-container'])
  })
  test('another template is refused by name', () => {
    expect(() => injected({ annotations: { 'inject.istio.io/templates': 'waypoint' } })).toThrow(
      'metadata.annotations[inject.istio.io/templates] is "waypoint": sidecar and gateway are allowed',
    )
  })
})

test('injecting twice is injecting once', () => {
  const text = fc.stringMatching(/^[a-z0-9]{1,8}$/)
  fc.assert(
    fc.property(fc.dictionary(text, text), fc.constantFrom('sidecar', 'gateway'), (labels, template) => {
      const once = injected({ labels, annotations: { 'inject.istio.io/templates': template } })
      expect(inject(once, namespace(), defaultInjection)).toBe(once)
      expect(namesOf(once).filter((name) => name === 'istio-proxy')).toHaveLength(1)
    }),
  )
})
