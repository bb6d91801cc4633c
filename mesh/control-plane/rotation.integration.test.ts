import { expect, test } from 'vitest'
import { eventually } from '../../test/support/proxy/poll.ts'
import { aPod, anObject } from './testing/objects.ts'
import { startTwoVersions } from './testing/two-versions.ts'

// Guarantee: certificates are replaced while requests run, and none of them fails.

interface Certificates {
  readonly certificates: { readonly cert_chain: { readonly serial_number: string }[] }[]
}

test('three certificates in a row without a failed request', async () => {
  const mesh = await startTwoVersions(11, { certificateTtlMs: 10_000 })
  try {
    const serial = async () => {
      const answer = await fetch(`http://${mesh.servers[0]?.podIp}:15000/certs`)
      const { certificates } = (await answer.json()) as Certificates
      return certificates.flatMap(({ cert_chain: chain }) => chain.map(({ serial_number: number }) => number)).join()
    }
    const serials = new Set<string>()
    const failures: number[] = []
    let requests = 0
    const deadline = performance.now() + 30_000
    while (serials.size < 3 && performance.now() < deadline) {
      const { status } = await mesh.ask()
      if (status !== 200) failures.push(status)
      requests += 1
      if (requests % 20 === 0) serials.add(await serial())
    }
    expect([failures, serials.size]).toEqual([[], 3])
  } finally {
    await mesh.stop()
  }
})

test('a certificate is replaced at once when its workload is named otherwise, and when the trust domain changes', async () => {
  const mesh = await startTwoVersions(14)
  try {
    const [server] = mesh.servers
    const inForce = async () => (await fetch(`http://${server?.podIp}:15000/certs`)).text()
    const caller = async () => {
      const { body } = await mesh.ask()
      return String(JSON.parse(body).headers['x-forwarded-client-cert'])
    }
    const serials = async () => /"serial_number": "([^"]+)"/g.exec((await inForce()).split('cert_chain')[1] ?? '')?.[1]
    const before = await serials()
    const labels = { app: 'reviews', version: 'v1', 'service.istio.io/canonical-name': 'opinions' }
    mesh.lab.store.upsert(aPod({ name: 'reviews-v1', ip: server?.podIp ?? '', labels, serviceAccount: 'reviews' }))
    await eventually(async () => ((await serials()) === before ? undefined : true))

    const data = { mesh: 'trustDomain: other.example\ntrustDomainAliases: [cluster.local]\n' }
    mesh.lab.store.upsert(anObject('ConfigMap', { name: 'istio', namespace: 'istio-system' }, { data }))
    await eventually(async () =>
      (await caller()).includes('URI=spiffe://other.example/ns/shop/sa/client') ? true : undefined,
    )
    expect(await inForce()).toContain('spiffe://other.example/ns/shop/sa/reviews')
  } finally {
    await mesh.stop()
  }
})
