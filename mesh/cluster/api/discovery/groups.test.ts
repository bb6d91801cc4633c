import { expect, test } from 'vitest'
import { builtInResources } from '../resources/built-in.ts'
import { istioResources } from '../resources/istio.ts'
import { byStability, discoverGroups } from './groups.ts'

test('versions are ordered by stability', () => {
  expect(['v1alpha3', 'v1', 'v1beta1', 'v2', 'v1beta2', 'odd'].toSorted(byStability)).toEqual([
    'v2',
    'v1',
    'v1beta2',
    'v1beta1',
    'v1alpha3',
    'odd',
  ])
})

test('a kind appears in each version that serves it, and short names are unique over all kinds', () => {
  const definitions = [...builtInResources, ...istioResources]
  const networking = discoverGroups(definitions).find(({ name }) => name === 'networking.istio.io')
  const serving = networking?.versions.filter(({ resources }) =>
    resources.some(({ plural }) => plural === 'virtualservices'),
  )
  expect(serving?.map(({ version }) => version)).toEqual(['v1', 'v1beta1', 'v1alpha3'])
  const shortNames = definitions.flatMap((definition) => definition.shortNames)
  expect(new Set(shortNames).size).toBe(shortNames.length)
})
