import { parseAnswer } from '../http/parse-answer.ts'
import { isVectorRow, vectorAnswer, type VectorRow } from './schema.ts'
import { messageOf, sourceUnavailable } from '../../domain/model/heddle-error.ts'

/** How every Prometheus begins the answer of an instant query, in this order and without spaces. */
const HEAD = '{"status":"success","data":{"resultType":"vector","result":['
/** Between two rows. Inside of a text its second quote would stand behind a backslash, so it never occurs there. */
const BETWEEN = ',{"metric":'
/** Rows that are handed over together. */
const BATCH = 10_000

export type TakeRows = (rows: readonly VectorRow[]) => void

/**
 * Reads the answer of an instant query as it comes and hands its rows over in batches, so that neither the text nor the
 * rows of a large mesh are ever in memory as a whole. An answer that is written in another way is read when it is complete.
 */
export class VectorStream {
  readonly #take: TakeRows
  #text = ''
  #streaming: boolean | null = null
  #searched = 0
  #rows: VectorRow[] = []

  constructor(take: TakeRows) {
    this.#take = take
  }

  /** @throws HeddleError SOURCE_UNAVAILABLE for a row that is none */
  push(chunk: string): void {
    this.#text += chunk
    if (this.#streaming === null && this.#text.length >= HEAD.length) {
      this.#streaming = this.#text.startsWith(HEAD)
      this.#searched = HEAD.length
    }
    if (this.#streaming === true) this.#takeWhole()
  }

  /** The end of the answer: hands the last rows over. @throws HeddleError SOURCE_UNAVAILABLE */
  end(): { readonly warnings: readonly string[] } {
    const { data, warnings = [] } = parseAnswer('Prometheus', parsed(this.#text), vectorAnswer)
    for (const row of data.result) this.#rows.push(row)
    this.#handOver()
    return { warnings }
  }

  #takeWhole(): void {
    let start = HEAD.length
    for (;;) {
      const between = this.#text.indexOf(BETWEEN, this.#searched)
      if (between < 0) break
      this.#rows.push(rowOf(this.#text.slice(start, between)))
      start = between + 1
      this.#searched = start + 1
      if (this.#rows.length >= BATCH) this.#handOver()
    }
    if (start > HEAD.length) this.#text = HEAD + this.#text.slice(start)
    this.#searched = Math.max(HEAD.length, this.#text.length - BETWEEN.length)
  }

  #handOver(): void {
    if (this.#rows.length > 0) this.#take(this.#rows)
    this.#rows = []
  }
}

function rowOf(text: string): VectorRow {
  const row = parsed(text)
  if (isVectorRow(row)) return row
  throw sourceUnavailable('Prometheus', 'it answered something unexpected at "data.result"')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw sourceUnavailable('Prometheus', `it answered something that is not JSON (${messageOf(error)})`)
  }
}
