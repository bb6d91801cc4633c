import { describe, expect, test } from 'vitest'
import { Circuit, circuitDefaults } from '../sources/http/circuit.ts'
import { SourceProbes } from './source-probes.ts'

function bench(patienceMs = 1_000) {
  let now = 1_000_000
  const circuit = new Circuit({ now: () => now, ...circuitDefaults })
  const calls: { resolve: () => void; reject: (error: Error) => void }[] = []
  const ask = () =>
    circuit.run(
      () => new Promise<void>((resolve, reject) => calls.push({ resolve, reject })),
      () => true,
    )
  const probes = new SourceProbes([{ circuit: () => circuit.view(), ask }], {
    now: () => now,
    freshMs: 5_000,
    patienceMs,
  })
  return { probes, calls, circuit, pass: (ms: number) => (now += ms) }
}

describe('probes of sources', () => {
  test('ask a source that was never asked, and once only while the question is under way', async () => {
    const { probes, calls } = bench()
    const both = Promise.all([probes.refresh(), probes.refresh()])
    expect(calls).toHaveLength(1)
    calls[0]?.resolve()
    await both
  })
  test('leave a source alone whose answer is young, and ask again when it is not (M12)', async () => {
    const { probes, calls, pass } = bench()
    const first = probes.refresh()
    calls[0]?.resolve()
    await first
    await probes.refresh()
    expect(calls).toHaveLength(1)
    pass(5_000)
    const later = probes.refresh()
    expect(calls).toHaveLength(2)
    calls[1]?.resolve()
    await later
  })
  test('never throw, and a failing source is seen as failing', async () => {
    const { probes, calls, circuit } = bench()
    const asked = probes.refresh()
    calls[0]?.reject(new Error('connection refused'))
    await asked
    expect(circuit.view().message).toBe('connection refused')
  })
  test('do not keep a reader waiting for a source that hangs', async () => {
    const { probes, calls } = bench(5)
    await probes.refresh()
    expect(calls).toHaveLength(1)
  })
})
