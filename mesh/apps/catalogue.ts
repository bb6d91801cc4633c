import { join } from 'node:path'
import { services } from './boutique/services.ts'

/** A program behind an image name. */
export interface CatalogueEntry {
  /** Argument list; a first word of `$NODE` or `$PYTHON` stands for the interpreter that the node agent found. */
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

const here = import.meta.dirname
// A small heap: each app holds next to nothing, and a mesh has many of them.
const nodeApp = (path: string, ...args: string[]): CatalogueEntry => ({
  command: ['$NODE', '--max-old-space-size=48', '--max-semi-space-size=1', join(here, path), ...args],
})
const pythonApp = (path: string): CatalogueEntry => ({
  command: ['$PYTHON', '-u', join(here, path)],
  env: { PYTHONDONTWRITEBYTECODE: '1' },
})

/** The programs that images named `heddle/NAME:TAG` run, by NAME. */
export const catalogue: Readonly<Record<string, CatalogueEntry>> = {
  productpage: nodeApp('productpage/main.ts'),
  details: nodeApp('details/main.ts'),
  reviews: nodeApp('reviews/main.ts'),
  ratings: pythonApp('ratings/ratings.py'),
  'ratings-store': pythonApp('ratings-store/store.py'),
  'boutique-cart-store': nodeApp('boutique/store.ts'),
  ...Object.fromEntries(Object.keys(services).map((name) => [`boutique-${name}`, nodeApp('boutique/main.ts', name)])),
}
