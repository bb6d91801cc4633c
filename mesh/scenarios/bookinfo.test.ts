import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { catalogue } from '../apps/catalogue.ts'

const manifest = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
})
const podTemplate = z.object({
  spec: z.object({
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({ serviceAccountName: z.string(), containers: z.array(z.looseObject({ image: z.string() })) }),
    }),
  }),
})
const serviceSpec = z.object({
  spec: z.object({ selector: z.record(z.string(), z.string()), ports: z.array(z.object({ name: z.string() })) }),
})

const dir = join(import.meta.dirname, 'bookinfo')
const objects = readdirSync(dir)
  .toSorted()
  .flatMap((file) => parseAllDocuments(readFileSync(join(dir, file), 'utf8').replaceAll('${INGRESS_PORT}', '8080')))
  .map((document) => manifest.parse(document.toJS()))
const named = (kind: string) => objects.filter((object) => object.kind === kind)
const bookinfo = (kind: string) => named(kind).filter(({ metadata }) => metadata.namespace === 'bookinfo')

describe('the bookinfo scenario', () => {
  it("has the workloads of Istio's sample, and the store that ratings use", () => {
    const names = bookinfo('Deployment').map(({ metadata }) => metadata.name)
    expect(names.toSorted()).toEqual([
      'details-v1',
      'productpage-v1',
      'ratings-store-v1',
      'ratings-v1',
      'reviews-v1',
      'reviews-v2',
      'reviews-v3',
    ])
  })

  it('gives every Deployment a known image, app and version labels and a service account of its own app', () => {
    const accounts = bookinfo('ServiceAccount').map(({ metadata }) => metadata.name)
    for (const deployment of bookinfo('Deployment')) {
      const { template } = podTemplate.parse(deployment).spec
      const { app, version } = template.metadata.labels
      expect(deployment.metadata.name).toBe(`${app}-${version}`)
      expect(template.spec.serviceAccountName).toBe(`bookinfo-${app}`)
      expect(accounts).toContain(`bookinfo-${app}`)
      for (const { image } of template.spec.containers) {
        expect(image).toBe(`heddle/${app}:${version}`)
        expect(Object.keys(catalogue)).toContain(app)
      }
    }
  })

  it('has a Service for every app, whose port name tells its protocol', () => {
    const services = bookinfo('Service').map((object) => ({
      name: object.metadata.name,
      ...serviceSpec.parse(object).spec,
    }))
    const protocols = Object.fromEntries(
      services.map(({ name, ports }) => [name, ports.map((port) => port.name).join()]),
    )
    expect(protocols).toEqual({
      productpage: 'http',
      details: 'http',
      reviews: 'http',
      ratings: 'http',
      'ratings-store': 'tcp-store',
    })
    for (const { name, selector } of services) expect(selector).toEqual({ app: name })
  })

  it('creates Services before the Deployments whose pods look them up', () => {
    const kinds = objects.map(({ kind, metadata }) => `${kind}/${metadata.namespace ?? ''}`)
    expect(kinds.lastIndexOf('Service/bookinfo')).toBeLessThan(kinds.indexOf('Deployment/bookinfo'))
  })

  it('starts reviews at 90/10 and requires mutual TLS', () => {
    const routes = JSON.stringify(bookinfo('VirtualService').find(({ metadata }) => metadata.name === 'reviews'))
    expect([...routes.matchAll(/"subset":"(v\d)"},"weight":(\d+)/g)].map((match) => match.slice(1))).toEqual([
      ['v1', '90'],
      ['v2', '10'],
      ['v3', '0'],
    ])
    expect(JSON.stringify(bookinfo('PeerAuthentication'))).toContain('"mode":"STRICT"')
  })
})
