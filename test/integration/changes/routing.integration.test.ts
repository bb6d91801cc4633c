import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routingAnswer, routingList, sharesAnswer } from '../../../lib/contract/routing.ts'
import { getRouting } from '../../../lib/services/routing/get-routing.ts'
import { getShares } from '../../../lib/services/routing/get-shares.ts'
import { listRouting } from '../../../lib/services/routing/list-routing.ts'
import { until } from '../../../mesh/cluster/api/testing/cluster-under-test.ts'
import { ChangeBench } from './change-bench.ts'

const bench = new ChangeBench()
beforeAll(async () => {
  await bench.start()
  await until('the VirtualService', () => bench.kubernetes.snapshot('VirtualService').items.length > 0)
})
afterAll(() => bench.stop())

const read = (name: string, namespace = 'bookinfo') => getRouting(bench.call({ namespace, name }))

describe('the routing of an object', () => {
  it('R11 R17 has every rule, and behind each destination its pods and its subset', async () => {
    const view = routingAnswer.parse(await read('reviews'))
    if (view.type !== 'virtual-service') throw new Error('a VirtualService was expected')
    expect(view.rules.map(({ reference }) => reference)).toEqual(['testers', 'main', 'broken'])
    const broken = view.rules[2]?.slices.map(({ name, readyPods, pods, subset }) => [
      name,
      readyPods,
      pods,
      subset.type,
    ])
    expect(broken).toEqual([
      ['v1', 1, 1, 'defined'],
      ['v3', 0, 1, 'defined'],
      ['v9', 0, 0, 'undefined'],
    ])
    expect(view.permission).toEqual({ type: 'allowed' })
  })

  it('R20 has the observed shares with their interval', async () => {
    const now = bench.nowMs / 1000
    bench.metrics.add('v1', { from: now - 400, to: now, perSecond: 9 })
    bench.metrics.add('v2', { from: now - 400, to: now, perSecond: 1 })
    const view = await read('reviews')
    if (view.type !== 'virtual-service') throw new Error('a VirtualService was expected')
    const [v1, v2] = view.rules[1]?.slices ?? []
    expect(v1?.observed?.share).toBeCloseTo(0.9, 2)
    expect(v2?.observed?.low).toBeLessThan(0.1)
    const input = { namespace: 'bookinfo', name: 'reviews', rule: 'main', from: now - 60 }
    const shares = sharesAnswer.parse(await getShares(bench.call(input)))
    expect(shares.points.at(-1)?.shares[1]?.share).toBeCloseTo(0.1, 2)
  })

  it('is shown without metrics, and says that they are missing', async () => {
    bench.metrics.failure = new Error('Prometheus does not answer')
    const view = await read('reviews')
    bench.metrics.failure = null
    expect(view).toMatchObject({ degraded: [{ source: 'prometheus', message: 'Prometheus does not answer' }] })
    if (view.type === 'virtual-service') expect(view.rules[1]?.slices[0]?.rps).toBeNull()
  })

  it('is found by a service’s name; a service that none names shows its versions', async () => {
    const spec = '{"hosts":["other"],"http":[{"route":[{"destination":{"host":"other"}}]}]}'
    const object = `{"apiVersion":"networking.istio.io/v1","kind":"VirtualService","metadata":{"name":"by-host","namespace":"bookinfo"},"spec":${spec}}`
    await bench.cluster.run('apply -f -', object)
    const service = (name: string) =>
      `{"apiVersion":"v1","kind":"Service","metadata":{"name":"${name}","namespace":"bookinfo"},"spec":{"selector":{"app":"reviews"},"ports":[{"port":80}]}}`
    await bench.cluster.run('apply -f -', service('alone'))
    await until('both', () => {
      const services = bench.kubernetes.snapshot('Service').items
      return bench.kubernetes.snapshot('VirtualService').items.length > 1 && services.length > 1
    })
    expect(await read('other')).toMatchObject({ type: 'virtual-service', name: 'by-host' })
    const alone = routingAnswer.parse(await read('alone'))
    expect(alone).toMatchObject({ type: 'no-virtual-service', versions: [{ pods: 1 }, { pods: 1 }, { pods: 1 }] })
    const { rows } = routingList.parse(await listRouting(bench.call({ namespaces: [] })))
    expect(rows.map(({ name, service: of }) => name ?? of)).toEqual(['alone', 'by-host', 'reviews'])
  })

  it('is not there for an unknown name, nor in a namespace out of sight', async () => {
    await expect(read('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const hidden = bench.call({ namespace: 'bookinfo', name: 'reviews' }, { principal: { namespaces: ['shop'] } })
    await expect(getRouting(hidden)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const elsewhere = bench.call({ namespaces: [] }, { principal: { namespaces: ['shop'] } })
    expect((await listRouting(elsewhere)).rows).toEqual([])
  })
})
