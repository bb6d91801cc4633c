import type { Details, Reviews } from './parts.ts'

export interface PageParts {
  readonly title: string
  readonly details: Details | undefined
  readonly reviews: Reviews | undefined
}

/** The names of what the page could not show. */
export function missingParts({ details, reviews }: PageParts): string[] {
  const missing: string[] = []
  if (details === undefined) missing.push('details')
  if (reviews === undefined) missing.push('reviews')
  if (reviews?.ratingsMissing === true) missing.push('ratings')
  return missing
}

/** The product page as HTML; a missing part says so in its place. */
export function renderPage({ title, details, reviews }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
body { margin: 0 auto; max-width: 44rem; padding: 2rem 1rem; font: 16px/1.5 system-ui, sans-serif; color: #1c1b22; background: #faf9f7; }
h1 { margin-bottom: 0.2em; }
section { margin-top: 2rem; padding: 1rem 1.25rem; background: #fff; border: 1px solid #e3dfd8; border-radius: 8px; }
h2 { margin: 0 0 0.6rem; font-size: 1.05rem; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: 0.25rem; margin: 0; }
dt, footer { color: #6b6675; }
dd { margin: 0; }
blockquote { margin: 0 0 1rem; }
.stars { letter-spacing: 0.1em; }
.stars.coloured { color: #c2410c; }
footer { font-size: 0.85rem; }
</style>
</head>
<body>
<h1>${escape(title)}</h1>
<p>A novel about wool, weather, and a workshop that would not close.</p>
<section id="details"><h2>Details</h2>${details === undefined ? absent('Details') : detailsList(details)}</section>
<section id="reviews"><h2>Reviews</h2>${reviews === undefined ? absent('Reviews') : reviewList(reviews)}</section>
</body>
</html>
`
}

function detailsList({ author, year, pages, publisher }: Details): string {
  const rows = { Author: author, Publisher: publisher, Year: String(year), Pages: String(pages) }
  const items = Object.entries(rows).map(([name, value]) => `<dt>${name}</dt><dd>${escape(value)}</dd>`)
  return `<dl>${items.join('')}</dl>`
}

function reviewList({ version, pod, coloured, ratingsMissing, reviews }: Reviews): string {
  const quotes = reviews.map(
    ({ reviewer, text, stars }) =>
      `<blockquote><p>${escape(text)}</p>${escape(reviewer)}${stars === undefined ? '' : ` ${starRow(stars, coloured)}`}</blockquote>`,
  )
  const note = ratingsMissing ? absent('Ratings') : ''
  return `${quotes.join('')}${note}<footer>reviews ${escape(version)}, served by ${escape(pod)}</footer>`
}

function starRow(stars: number, coloured: boolean): string {
  const row = '★'.repeat(stars) + '☆'.repeat(5 - stars)
  return `<span class="stars${coloured ? ' coloured' : ''}" role="img" aria-label="${stars} of 5 stars">${row}</span>`
}

function absent(what: string): string {
  return `<p>${what} can't be shown right now.</p>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
