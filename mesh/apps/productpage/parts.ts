// What productpage understands of its neighbours' answers; each side keeps its own idea of the format, as separate teams would.

export interface Details {
  readonly author: string
  readonly year: number
  readonly pages: number
  readonly publisher: string
}

export interface Reviews {
  readonly version: string
  readonly pod: string
  readonly coloured: boolean
  readonly ratingsMissing: boolean
  readonly reviews: readonly { reviewer: string; text: string; stars: number | undefined }[]
}

/** @throws Error naming the field that is missing */
export function parseDetails(answer: unknown): Details {
  const fields = object('details', answer)
  return {
    author: text(fields, 'author'),
    year: number(fields, 'year'),
    pages: number(fields, 'pages'),
    publisher: text(fields, 'publisher'),
  }
}

/** @throws Error naming the field that is missing */
export function parseReviews(answer: unknown): Reviews {
  const fields = object('reviews', answer)
  const list = fields['reviews']
  if (!Array.isArray(list)) throw new Error('"reviews" is missing')
  return {
    version: text(fields, 'version'),
    pod: text(fields, 'pod'),
    coloured: fields['colour'] === 'coloured',
    ratingsMissing: fields['ratingsMissing'] === true,
    reviews: list.map((entry: unknown) => {
      const review = object('review', entry)
      const stars = review['stars']
      return {
        reviewer: text(review, 'reviewer'),
        text: text(review, 'text'),
        stars: typeof stars === 'number' ? stars : undefined,
      }
    }),
  }
}

type Fields = Readonly<Record<string, unknown>>

function object(what: string, value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new Error(`${what} is not an object`)
  return { ...value }
}

function text(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw new Error(`"${name}" is missing`)
  return value
}

function number(fields: Fields, name: string): number {
  const value = fields[name]
  if (typeof value !== 'number') throw new Error(`"${name}" is missing`)
  return value
}
