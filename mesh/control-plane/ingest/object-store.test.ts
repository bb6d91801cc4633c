import { expect, test } from 'vitest'
import { anObject } from '../testing/objects.ts'
import { ObjectStore } from './object-store.ts'

// Guarantee: listeners hear of changes and of nothing else.

function watched() {
  const store = new ObjectStore(() => 7)
  const heard: number[] = []
  store.onChange((at) => heard.push(at))
  return { store, heard }
}
const a = anObject('Service', { name: 'a' })

test('the first list counts even when it is empty; a list of the same versions does not', () => {
  const { store, heard } = watched()
  store.replace('Service', [])
  store.replace('Service', [a])
  store.replace('Service', [structuredClone(a)])
  expect(heard).toEqual([7, 7])
})

test('an event that brings nothing new is silent', () => {
  const { store, heard } = watched()
  store.upsert(a)
  store.upsert(structuredClone(a))
  store.remove(a)
  store.remove(a)
  expect(heard).toHaveLength(2)
})

test('objects of the same name in two namespaces are two', () => {
  const { store } = watched()
  store.replace('Service', [a, anObject('Service', { name: 'a', namespace: 'bank' })])
  expect(store.all()).toHaveLength(2)
})
