import { expect, test } from 'vitest'
import { findByJsonPath } from './json-path.ts'

const object = {
  metadata: { annotations: { 'example.dev/x': 'y' } },
  spec: { hosts: ['a', 'b'] },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Other', status: 'False' },
    ],
  },
}
test.each([
  ['.spec.hosts', [['a', 'b']]],
  ['.spec.hosts[1]', ['b']],
  ['.spec.hosts[*]', ['a', 'b']],
  ['.status.conditions[?(@.type=="Ready")].status', ['True']],
  ["['spec'].hosts[0]", ['a']],
  [String.raw`.metadata.annotations.example\.dev/x`, ['y']],
  ['.spec.missing', []],
  ['.spec.hosts[9]', []],
  ['spec..hosts{', []],
])('%s finds %j', (path, found) => {
  expect(findByJsonPath(object, path)).toEqual(found)
})
