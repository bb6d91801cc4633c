import type { LatencyModel } from '../shared/latency.ts'

export type StarColour = 'none' | 'black' | 'coloured'
/** Stars, 1 to 5, by reviewer. */
export type Ratings = Readonly<Record<string, number>>

export interface ReviewsInput {
  readonly id: number
  readonly version: string
  readonly pod: string
  readonly colour: StarColour
  readonly ratings: Ratings | 'unwanted' | 'unavailable'
}

export interface Review {
  readonly reviewer: string
  readonly text: string
  readonly stars?: number
}

export interface ReviewsAnswer {
  readonly id: number
  readonly version: string
  readonly pod: string
  readonly colour: StarColour
  readonly ratingsMissing: boolean
  readonly reviews: readonly Review[]
}

const texts: readonly { reviewer: string; text: string }[] = [
  { reviewer: 'Mara', text: 'Three evenings, one pot of tea, and I understand looms. A patient and cheerful book.' },
  {
    reviewer: 'Tobias',
    text: 'The chapter on mending a torn warp alone is worth the price. I wished for more drawings.',
  },
]

/** What makes the versions differ at a glance: v1 no stars, v2 black ones, any later version coloured ones. */
export function starColourOf(version: string): StarColour {
  if (version === 'v1') return 'none'
  return version === 'v2' ? 'black' : 'coloured'
}

/** Later versions do more work, so a shift between them shows in the latency too. */
export function latencyOf(version: string): LatencyModel {
  if (version === 'v1') return { typicalMs: 6, slowShare: 0.01, slowestMs: 250 }
  if (version === 'v2') return { typicalMs: 11, slowShare: 0.02, slowestMs: 700 }
  return { typicalMs: 9, slowShare: 0.03, slowestMs: 400 }
}

/** Joins the reviews with their stars; without ratings the reviews still come, marked as lacking them. */
export function composeReviews({ id, version, pod, colour, ratings }: ReviewsInput): ReviewsAnswer {
  const stars: Ratings = typeof ratings === 'string' ? {} : ratings
  const reviews = texts.map(({ reviewer, text }) => {
    const count = stars[reviewer]
    return count === undefined ? { reviewer, text } : { reviewer, text, stars: count }
  })
  return { id, version, pod, colour, ratingsMissing: ratings === 'unavailable', reviews }
}

/**
 * Checks an answer of the ratings service.
 * @throws Error when it is not an object of numbers between 1 and 5
 */
export function parseRatings(answer: unknown): Ratings {
  const ratings = typeof answer === 'object' && answer !== null && 'ratings' in answer ? answer.ratings : undefined
  if (typeof ratings !== 'object' || ratings === null) throw new Error('ratings answered without "ratings"')
  const entries = Object.entries(ratings).map(([reviewer, stars]): [string, number] => {
    if (typeof stars !== 'number' || !(stars >= 1 && stars <= 5))
      throw new Error(`ratings gave ${reviewer} ${JSON.stringify(stars)} stars: 1 to 5 are allowed`)
    return [reviewer, stars]
  })
  return Object.fromEntries(entries)
}
