import { describe, expect, it } from 'vitest'
import { composeReviews, parseRatings, starColourOf } from './compose.ts'

const input = { id: 1, version: 'v2', pod: 'p', colour: 'black' } as const

describe('reviews', () => {
  it.each([
    ['v1', 'none'],
    ['v2', 'black'],
    ['v3', 'coloured'],
  ])('version %s shows %s stars', (version, colour) => {
    expect(starColourOf(version)).toBe(colour)
  })

  it('joins stars to their reviewer', () => {
    const { reviews, ratingsMissing } = composeReviews({ ...input, ratings: { Mara: 5 } })
    expect(ratingsMissing).toBe(false)
    expect(reviews.map(({ reviewer, stars }) => [reviewer, stars])).toEqual([
      ['Mara', 5],
      ['Tobias', undefined],
    ])
  })

  it('still shows the reviews when ratings are down, and says so', () => {
    const answer = composeReviews({ ...input, ratings: 'unavailable' })
    expect(answer.ratingsMissing).toBe(true)
    expect(answer.reviews).toHaveLength(2)
  })

  it.each([[{}], [null], ['text'], [{ ratings: { Mara: 6 } }], [{ ratings: { Mara: 'five' } }]])(
    'refuses %j as an answer of ratings',
    (answer) => {
      expect(() => parseRatings(answer)).toThrow(/ratings/)
    },
  )
})
