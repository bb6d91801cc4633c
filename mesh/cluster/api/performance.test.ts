import { expect, test } from 'vitest'
import { pod, virtualService } from './testing/objects.ts'
import { storeUnderTest } from './testing/store-under-test.ts'

/** Processor time of one run in milliseconds: unlike the clock it does not depend on what else the machine does. */
function cpuMs(runs: number, action: (run: number) => void): number {
  const before = process.cpuUsage()
  for (let run = 0; run < runs; run += 1) action(run)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / runs
}

test('a list of 500 objects takes less than 50 ms, a write less than 10 ms', () => {
  const store = storeUnderTest()
  const routes = 'virtualservices.networking.istio.io'
  const write = cpuMs(100, (run) => store.create(routes, virtualService(`r-${run}`, [{ host: 'a', weight: 1 }])))
  for (let number = 0; number < 500; number += 1) store.create('pods', pod(`p-${number}`, { app: 'a' }))
  const list = cpuMs(10, () => JSON.stringify(store.list('pods', { labelSelector: 'app in (a,b)' })))
  expect(write).toBeLessThan(10)
  expect(list).toBeLessThan(50)
})
