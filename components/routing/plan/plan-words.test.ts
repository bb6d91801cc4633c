import { describe, expect, it } from 'vitest'
import type { PlanView } from '../../../lib/contract/plans.ts'
import { command, type PlanCommand } from '../../../lib/domain/routing/plan/commands.ts'
import { aPlan, startedAt } from '../../../lib/domain/routing/plan/testing.ts'
import { planSegments } from './plan-segments.ts'
import {
  countdown,
  guardName,
  holdSentence,
  lengthText,
  limitText,
  statusWords,
  titled,
  writtenText,
} from './plan-words.ts'

const view = (state: Partial<PlanView['state']> = {}): PlanView => {
  const plan = aPlan()
  return {
    ...plan,
    state: { ...plan.state, ...state },
    names: ['reviews v1', 'reviews v2'],
    weights: [],
    holdLeftSeconds: null,
    evidenceLeftSeconds: null,
    requestsPerSecond: null,
  }
}

describe('a plan in words', () => {
  it.each([
    [0, '0:00'],
    [59.2, '1:00'],
    [400, '6:40'],
    [3720, '1:02:00'],
  ])('counts %d s down as %s', (seconds, text) => expect(countdown(seconds)).toBe(text))

  it('says lengths and limits as people do', () => {
    expect([90, 600, 5400, 10_800].map(lengthText)).toEqual(['90 s', '10 min', '90 min', '3 h'])
    expect(aPlan().spec.guards.map((guard) => `${guardName(guard)} ${limitText(guard)}`)).toEqual([
      'Success delta -0.5 pt',
      'p95 ratio 1.2 ×',
      'p99 ratio 1.3 ×',
      'Success rate 99.5 %',
    ])
  })

  it('says what a step waits for: never that too little traffic was enough', () => {
    const holding = { stage: 'hold', countedFrom: startedAt, judgedAt: startedAt + 30, candidateRequests: 38 } as const
    expect(holdSentence({ ...view(holding), evidenceLeftSeconds: 840 })?.detail).toBe(
      '38 of 200 requests, at the present rate in about 14 min. Too little traffic never counts as a pass.',
    )
    expect(holdSentence(view({ stage: 'hold' }))?.title).toBe('Waiting for the proxies.')
    expect(holdSentence(view({ ...holding, candidateRequests: 400 }))).toBeNull()
    expect(holdSentence(view({ status: 'completed' }))).toBeNull()
  })

  it('says of each step when it was written, that it is still to come, or that it never came to it', () => {
    const written = { at: startedAt, kind: 'written', message: '', step: 0, change: '7' } as const
    const found = { at: startedAt, kind: 'written', message: '', step: 1 } as const
    const running = view({ step: 1, events: [written, found] })
    expect([0, 1, 2].map((place) => writtenText(running, place).replace(/ \d.*/, ''))).toEqual([
      'change',
      'in place,',
      'not yet',
    ])
    expect(writtenText(running, 0)).toContain('change 7,')
    expect(writtenText(view({ status: 'rolled-back', step: 1, events: [written, found] }), 2)).toBe('not reached')
  })

  it.each([
    ['running', 'step 1 of 3, writing'],
    ['paused', 'step 1 of 3, paused'],
    ['completed', 'passed, 3 of 3'],
    ['rolled-back', 'rolled back in step 1 of 3'],
  ] as const)('says that it is %s', (status, words) => expect(statusWords(view({ status }))).toBe(words))
})

describe('what became of a plan', () => {
  const after = (verb: PlanCommand, subject: string) => {
    const done = command(aPlan(), verb, { subject, at: startedAt })
    if (!done.ok) throw new Error(done.message)
    return done.state
  }
  it('by a person is said once', () => {
    expect(titled('Aborted', after('abort', 'operator'))).toEqual({ title: 'Aborted by operator.', detail: '' })
    expect(titled('Paused', after('pause', 'ops'))).toEqual({ title: 'Paused by ops.', detail: '' })
  })
  it('by itself is said with its reason', () => {
    const reason = 'Guard 1 failed in step 2.'
    expect(titled('Paused', { reason })).toEqual({ title: 'Paused.', detail: reason })
    expect(titled('Aborted', { reason: null })).toEqual({ title: 'Aborted.', detail: '' })
  })
})

describe('the line of a plan', () => {
  it('is what was written, then what is planned from now on', () => {
    const written = { at: startedAt + 5, kind: 'written' as const, message: '' }
    const state = { stage: 'hold' as const, heldSeconds: 20, tickAt: startedAt + 25, events: [written] }
    const segments = planSegments(view(state), startedAt + 25)
    expect(segments.map(({ kind, percent }) => `${kind} ${percent}`)).toEqual([
      'configured 10',
      'configured 30',
      'planned 30',
      'planned 50',
      'planned 100',
    ])
    expect(segments.slice(2).map(({ from, to }) => to - from)).toEqual([40, 60, 60])
  })

  it('has no future once it has ended', () => {
    expect(planSegments(view({ status: 'aborted' }), startedAt).every(({ kind }) => kind === 'configured')).toBe(true)
  })
})
