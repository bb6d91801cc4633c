import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { missingRight, rightsYaml, wantedVerbs, type MissingRight } from './missing-right.ts'

const account = 'system:serviceaccount:heddle:console'
const refused = (what: string, where = 'in the namespace "shop"') =>
  `x "y" is forbidden: User "${account}" cannot ${what} ${where}`

describe('P14: a refusal names the missing right', () => {
  test.each([
    [
      refused('list resource "virtualservices" in API group "networking.istio.io"'),
      { user: account, verb: 'list', resource: 'virtualservices', group: 'networking.istio.io', namespace: 'shop' },
    ],
    [
      refused('get resource "pods/log" in API group ""'),
      { user: account, verb: 'get', resource: 'pods/log', group: '', namespace: 'shop' },
    ],
    [
      `The cluster API does not answer: ${refused('watch resource "namespaces" in API group ""', 'at the cluster scope')}`,
      { user: account, verb: 'watch', resource: 'namespaces', group: '', namespace: null },
    ],
  ])('%s', (sentence, right) => expect(missingRight(sentence)).toEqual(right))

  test.each(['this token may only read', 'You may not see the namespace "shop".', ''])('%s: no right', (sentence) =>
    expect(missingRight(sentence)).toBeNull(),
  )

  test('reading asks for all that a live list needs, anything else for itself', () => {
    const right: MissingRight = { user: 'u', verb: 'list', resource: 'pods', group: '', namespace: 'shop' }
    expect(wantedVerbs(right)).toEqual(['get', 'list', 'watch'])
    expect(wantedVerbs({ ...right, verb: 'patch' })).toEqual(['patch'])
    expect(wantedVerbs({ ...right, verb: 'get', resource: 'pods/log' })).toEqual(['get'])
  })

  test('whoever was refused, the request is YAML that binds exactly that right to exactly them', () => {
    const user = fc.string({ minLength: 1 }).filter((text) => !text.includes('"') && !text.startsWith('system:service'))
    const right = fc.record({
      user,
      verb: fc.constantFrom('get', 'patch', 'create'),
      resource: fc.constantFrom('virtualservices', 'pods/log'),
      group: fc.constantFrom('', 'networking.istio.io'),
      namespace: fc.constantFrom(null, 'shop'),
    })
    fc.assert(
      fc.property(right, (one) => {
        const [role, binding] = parseAllDocuments(rightsYaml(one)).map((document): unknown => document.toJS())
        expect(role).toMatchObject({
          kind: one.namespace === null ? 'ClusterRole' : 'Role',
          rules: [{ apiGroups: [one.group], resources: [one.resource], verbs: wantedVerbs(one) }],
        })
        expect(binding).toMatchObject({ subjects: [{ kind: 'User', name: one.user }] })
      }),
    )
  })

  test('a service account is bound as one', () => {
    const right = missingRight(refused('list resource "pods" in API group ""'))
    expect(right === null ? '' : rightsYaml(right)).toContain(
      '  - kind: ServiceAccount\n    name: console\n    namespace: heddle\n',
    )
  })
})
