import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { catalogue } from '../apps/catalogue.ts'

const manifest = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  spec: z.unknown().optional(),
})
const dir = join(import.meta.dirname, 'boutique')
const read = (path: string) =>
  parseAllDocuments(readFileSync(path, 'utf8').replaceAll(/\$\{[A-Z_]+\}/g, '8080')).map((document) =>
    manifest.parse(document.toJS()),
  )
const objects = readdirSync(dir)
  .filter((name) => name.endsWith('.yaml'))
  .toSorted()
  .flatMap((name) => read(join(dir, name)))
const named = (kind: string, name: string) =>
  objects.find((object) => object.kind === kind && object.metadata.name === name)

describe('the boutique scenario', () => {
  test('runs only images that there are programs for', () => {
    const images = JSON.stringify(objects).match(/(?<="image":"heddle\/)[^:"]+/g) ?? []
    expect(images.length).toBeGreaterThan(14)
    expect(images.filter((name) => !Object.hasOwn(catalogue, name))).toEqual([])
  })

  test('has HTTP, gRPC and TCP services, a host outside, and pods without a sidecar', () => {
    const ports = JSON.stringify(objects.filter(({ kind }) => kind === 'Service'))
    for (const name of ['"http"', '"grpc"', '"tcp-store"']) expect(ports).toContain(name)
    expect(named('ServiceEntry', 'rates')?.spec).toMatchObject({ hosts: ['rates.bank.example'] })
    for (const name of ['warehouse-v1', 'price-crawler-v1'])
      expect(JSON.stringify(named('Deployment', name))).toContain('"sidecar.istio.io/inject":"false"')
  })

  test('heals to the very rule that it starts with', () => {
    const [healed] = read(join(dir, 'faults/payment-healed.yaml'))
    expect(healed?.spec).toEqual(named('DestinationRule', 'payment')?.spec)
  })

  test.each(['payment-tls-off', 'payment-tls-simple'])('%s touches the TLS of payment v2 and nothing else', (name) => {
    const [fault] = read(join(dir, `faults/${name}.yaml`))
    const text = JSON.stringify(fault).replace(/,"trafficPolicy":\{"tls":\{"mode":"(DISABLE|SIMPLE)"\}\}/, '')
    const healed = named('DestinationRule', 'payment')
    expect(JSON.parse(text)).toEqual(healed)
  })
})
