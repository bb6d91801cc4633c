import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WatchEvent } from '../store.ts'
import { configMap } from '../testing/objects.ts'
import { settled, storeUnderTest } from '../testing/store-under-test.ts'

const maps = 'configmaps'
const key = (name: string) => ({ resource: maps, namespace: 'default', name })
const text = (event: WatchEvent) =>
  event.type === 'BOOKMARK' ? event.type : `${event.type} ${event.object.metadata.name}`

describe('watches', () => {
  test('report in order, and never inside the write that caused it', async () => {
    const store = storeUnderTest()
    const seen: string[] = []
    store.watch(maps, { resourceVersion: store.resourceVersion }, (event) => seen.push(text(event)))
    store.create(maps, configMap('a'))
    expect(seen).toEqual([])
    store.create(maps, configMap('b'))
    store.delete(key('a'))
    await settled()
    expect(seen).toEqual(['ADDED a', 'ADDED b', 'DELETED a'])
  })

  test('a write made while reporting is reported after', async () => {
    const store = storeUnderTest()
    const seen: string[] = []
    store.watch(maps, {}, (event) => {
      seen.push(text(event))
      if (text(event) === 'ADDED a') store.create(maps, configMap('from-watch'))
    })
    store.create(maps, configMap('a'))
    await settled()
    expect(seen).toEqual(['ADDED a', 'ADDED from-watch'])
  })

  test('a stopped watch is silent, even about what it had waiting', async () => {
    const store = storeUnderTest()
    const seen: string[] = []
    const watch = store.watch(maps, {}, (event) => seen.push(text(event)))
    store.create(maps, configMap('a'))
    watch.stop()
    await settled()
    expect(seen).toEqual([])
  })

  test('a revision whose changes are forgotten, or that never was, must list anew', () => {
    const store = storeUnderTest({ historySize: 4 })
    const old = store.resourceVersion
    for (let number = 0; number < 20; number += 1) store.create(maps, configMap(`m-${number}`))
    expect(() => store.watch(maps, { resourceVersion: old }, () => {})).toThrow(/^too old resource version/)
    expect(() => store.watch(maps, { resourceVersion: '999999' }, () => {})).toThrow('is not known here')
    const recent = String(Number(store.resourceVersion) - 2)
    expect(() => store.watch(maps, { resourceVersion: recent }, () => {})).not.toThrow()
  })

  test('what was written before history begins is not replayed; open watches lose nothing', async () => {
    const store = storeUnderTest()
    const seen: string[] = []
    const before = store.resourceVersion
    store.watch(maps, { resourceVersion: before }, (event) => seen.push(text(event)))
    store.create(maps, configMap('a'))
    store.beginHistory()
    store.create(maps, configMap('b'))
    await settled()
    expect(seen).toEqual(['ADDED a', 'ADDED b'])
    expect(() => store.watch(maps, { resourceVersion: before }, () => {})).toThrow(/^too old resource version/)
  })

  type Step = { readonly name: string; readonly zone: 'in' | 'out' | 'gone' }
  const step = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    zone: fc.constantFrom('in', 'out', 'gone'),
  }) satisfies fc.Arbitrary<Step>

  test('whatever is written, list plus watch with a selector leads to the state of a new list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.nat(25), async (steps, listAfter) => {
        const store = storeUnderTest()
        const apply = ({ name, zone }: Step) => {
          const exists = store.get(key(name)) !== undefined
          if (zone === 'gone') return exists && store.delete(key(name))
          const object = configMap(name, { zone }, { zone })
          return exists ? store.update(maps, object) : store.create(maps, object)
        }
        steps.slice(0, listAfter).forEach(apply)
        const query = { labelSelector: 'zone=in' }
        const list = store.list(maps, query)
        const mirror = new Map(list.items.map((object) => [object.metadata.name, object.metadata.resourceVersion]))
        steps.slice(listAfter).forEach(apply)
        store.watch(maps, { ...query, resourceVersion: list.resourceVersion }, (event) => {
          if (event.type === 'BOOKMARK') return
          const { name, resourceVersion } = event.object.metadata
          if (event.type === 'DELETED') mirror.delete(name)
          else mirror.set(name, resourceVersion)
        })
        await settled()
        const now = store
          .list(maps, query)
          .items.map((object) => [object.metadata.name, object.metadata.resourceVersion] as const)
        expect(mirror).toEqual(new Map(now))
      }),
      { numRuns: 60 },
    )
  })
})
