import { expect, test } from 'vitest'
import { matchesFields, parseFieldSelector } from './field-selector.ts'

const pod = { metadata: { name: 'p', namespace: 'a' }, spec: { nodeName: 'n' }, status: { phase: 'Running' } }

test.each([
  ['', true],
  ['metadata.name=p', true],
  ['metadata.name==p,metadata.namespace=a', true],
  ['metadata.name!=p', false],
  ['status.phase!=Failed,spec.nodeName=n', true],
  ['spec.nodeName=', false],
  ['status.podIP=', true],
])('"%s" matches the pod: %s', (selector, expected) => {
  expect(matchesFields(parseFieldSelector('pods', selector), pod)).toBe(expected)
})

test.each([
  ['pods', 'spec.color=red', /"spec.color" is not supported for pods; supported fields: metadata.name/],
  ['services', 'status.phase=x', /"status.phase" is not supported for services/],
  ['pods', 'metadata.name', /"metadata.name" is not understood; use FIELD=VALUE/],
])('%s: "%s" is refused by a sentence', (resource, selector, sentence) => {
  expect(() => parseFieldSelector(resource, selector)).toThrow(sentence)
})
