export interface BookDetails {
  readonly id: number
  readonly author: string
  readonly year: number
  readonly pages: number
  readonly publisher: string
  readonly language: string
  readonly binding: string
}

const books: readonly BookDetails[] = [
  {
    id: 1,
    author: 'Ines Calder',
    year: 2021,
    pages: 312,
    publisher: 'Warp and Weft Press',
    language: 'English',
    binding: 'Paperback',
  },
]

/** The details of a book, undefined for a number that the shop does not carry. */
export function detailsOf(id: number): BookDetails | undefined {
  return books.find((book) => book.id === id)
}
