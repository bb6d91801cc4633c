import { describe, expect, it } from 'vitest'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { draftChecks, draftObject, draftPatch } from './draft-facts.ts'
import { editRule, isDirty, parseEdit, rebase, serializeEdit, shownDraft, standingOf } from './edit.ts'
import { shiftWords } from './shift-words.ts'
import { sliderText } from './share-text.ts'

const slice = (name: string, weight: number): RoutingRule['slices'][number] => ({
  destination: { host: 'reviews', subset: name },
  name,
  host: 'reviews.shop.svc.cluster.local',
  kind: 'service',
  subset: { type: 'defined', destinationRule: 'reviews', labels: { version: name } },
  weight,
  effective: weight,
  sticky: false,
  workloads: [`reviews-${name}`],
  readyPods: 1,
  pods: 1,
  image: null,
  startedAt: null,
  rps: weight,
  observed: null,
})

function viewOf(weights: [number, number], resourceVersion = '1'): { view: RoutingView; rule: RoutingRule } {
  const rule: RoutingRule = {
    reference: 'main',
    protocol: 'http',
    unit: 'requests',
    sharedWith: [],
    index: 0,
    name: 'main',
    match: [],
    action: 'route',
    total: weights[0] + weights[1],
    mirror: null,
    rps: weights[0] + weights[1],
    slices: [slice('v1', weights[0]), slice('v2', weights[1])],
    pendingChange: null,
  }
  const route = rule.slices.map(({ destination, weight }) => ({ destination, weight }))
  const view: RoutingView = {
    type: 'virtual-service',
    at: 0,
    windowSeconds: 300,
    apiVersion: 'networking.istio.io/v1',
    namespace: 'shop',
    name: 'reviews',
    resourceVersion,
    hosts: ['reviews'],
    gateways: [],
    owner: { kind: 'none', name: null, action: 'apply', sentence: '', commands: [], managers: [] },
    object: {
      kind: 'VirtualService',
      metadata: { name: 'reviews', namespace: 'shop', resourceVersion },
      spec: { http: [{ name: 'main', retries: { attempts: 1 }, route: JSON.parse(JSON.stringify(route)) }] },
    },
    rules: [rule],
    permission: { type: 'allowed' },
    callers: [],
    query: '',
    degraded: [],
  }
  return { view, rule }
}

const { view, rule } = viewOf([90, 10])
const moved = editRule(null, { rule, view, now: 1000 }, { type: 'move', index: 1, weight: 30 })

describe('a draft', () => {
  it('R6 begins from the live weights and remembers the object it was made on', () => {
    expect(moved).toMatchObject({ rule: 'main', resourceVersion: '1', base: [90, 10], draft: { weights: [70, 30] } })
    expect(isDirty(moved)).toBe(true)
    expect(isDirty(editRule(moved, { rule, view, now: 1 }, { type: 'move', index: 1, weight: 10 }))).toBe(false)
    expect(shownDraft(null, rule).weights).toEqual([90, 10])
  })

  it('is kept and read again, not when it is old, and not when it is not understood', () => {
    const text = serializeEdit(moved)
    expect(parseEdit(text, 2000)).toMatchObject({ base: [90, 10], draft: { weights: [70, 30], total: 100 } })
    expect(parseEdit(text, 1000 + 8 * 86_400_000)).toBeNull()
    for (const broken of [null, '', '{', '{"rule":1}', text?.replace('70', '-1') ?? '']) {
      expect(parseEdit(broken, 2000)).toBeNull()
    }
    expect(serializeEdit({ ...moved, draft: { ...moved.draft, weights: [90, 10] } })).toBeNull()
  })

  it.each<[string, [number, number], string, object]>([
    ['nothing changed', [90, 10], '1', { type: 'current' }],
    ['something else changed', [90, 10], '2', { type: 'moved' }],
    ['the weights changed', [80, 20], '2', { type: 'conflict', theirs: [80, 20] }],
  ])('R27 stands to the live object as it is: %s', (...[, weights, version, standing]) => {
    expect(standingOf(moved, viewOf(weights, version).view)).toEqual(standing)
  })

  it('R27 says that its rule is gone, and goes on with what was chosen after a conflict', () => {
    expect(standingOf(moved, { ...view, resourceVersion: '2', rules: [] })).toEqual({ type: 'rule-gone' })
    const theirs = viewOf([80, 20], '2').view
    const chosen = rebase(moved, theirs, [80, 20])
    expect(chosen).toMatchObject({ resourceVersion: '2', base: [80, 20] })
    expect(isDirty(chosen)).toBe(false)
    expect(isDirty(rebase(moved, theirs))).toBe(true)
  })
})

describe('what a draft stands for', () => {
  it('R14 is a patch of two weights, and an object that differs in nothing else', () => {
    expect(draftPatch(view, 'main', [70, 30]).filter(({ op }) => op !== 'test')).toHaveLength(2)
    const expected = structuredClone(viewOf([70, 30]).view.object)
    expect(draftObject(view, 'main', [70, 30])).toEqual(expected)
    expect(view.object).toEqual(viewOf([90, 10]).view.object)
  })

  it('R17 is checked on the page as on the server', () => {
    expect(draftChecks(view, rule, [70, 30]).map(({ status }) => status)).not.toContain('fail')
    const denied: RoutingView = { ...view, permission: { type: 'denied', reason: 'no' } }
    expect(draftChecks(denied, rule, [70, 30]).find(({ id }) => id === 'permission')?.status).toBe('fail')
  })

  it('is told in words: what moves, and what a slider says', () => {
    expect(shiftWords(rule, moved)).toEqual({
      title: 'Shift 20 % of reviews to v2?',
      effect: 'About 20 req/s move from v1 to v2',
    })
    expect(sliderText({ name: 'reviews v3', weight: 30, total: 100, rps: 35.6 })).toBe(
      'reviews v3, 30 percent, about 36 requests per second',
    )
  })
})
