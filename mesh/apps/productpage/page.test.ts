import { describe, expect, it } from 'vitest'
import { missingParts, renderPage } from './page.ts'
import { parseDetails, parseReviews } from './parts.ts'

const details = parseDetails({ author: 'A', year: 2021, pages: 3, publisher: 'P' })
const reviews = (colour: string, stars: number | undefined) =>
  parseReviews({
    version: 'v2',
    pod: 'p',
    colour,
    ratingsMissing: false,
    reviews: [{ reviewer: 'R', text: '<b>', stars }],
  })

describe('the product page', () => {
  it('shows no stars for v1, black ones for v2 and coloured ones for v3', () => {
    const page = (part: ReturnType<typeof reviews>) => renderPage({ title: 'T', details, reviews: part })
    expect(page(reviews('none', undefined))).not.toContain('★')
    expect(page(reviews('black', 4))).toContain('class="stars" role="img" aria-label="4 of 5 stars">★★★★☆')
    expect(page(reviews('coloured', 4))).toContain('class="stars coloured"')
  })

  it('names what it lacks instead of failing', () => {
    const parts = { title: 'T', details: undefined, reviews: undefined }
    expect(missingParts(parts)).toEqual(['details', 'reviews'])
    expect(renderPage(parts)).toContain("Reviews can't be shown right now.")
  })

  it('escapes text of other services', () => {
    expect(renderPage({ title: '"T"', details, reviews: reviews('black', 1) })).toContain('<p>&lt;b&gt;</p>')
  })

  it('says which field of an answer is missing', () => {
    expect(() => parseDetails({ author: 'A' })).toThrow('"year" is missing')
    expect(() => parseReviews({ version: 'v1' })).toThrow('"reviews" is missing')
  })
})
