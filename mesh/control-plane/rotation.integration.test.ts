import { expect, test } from 'vitest'
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
