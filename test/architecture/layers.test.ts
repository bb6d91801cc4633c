import { describe, expect, test } from 'vitest'
import { importsOf, sourceFiles, type SourceFile } from '../support/source-files.ts'

// Who may import whom (docs/architecture.md). A layer absent from `may` is free within its own rules.
const layers = [
  'lib/domain',
  'lib/contract',
  'lib/sources',
  'lib/services',
  'lib/server',
  'lib/client',
  'lib/platform',
  'components/ui',
  'components',
  'app',
  'mesh',
]
const may: Record<string, string[]> = {
  'lib/domain': [],
  'lib/contract': ['lib/domain'],
  'lib/sources': ['lib/domain', 'lib/platform'],
  'lib/services': ['lib/domain', 'lib/contract', 'lib/sources/ports.ts', 'lib/sources/metrics-port.ts'],
  'lib/server': ['lib/domain', 'lib/contract', 'lib/sources', 'lib/services', 'lib/platform'],
  'lib/client': ['lib/domain', 'lib/contract'],
  'lib/platform': [],
  'components/ui': [],
  components: ['components', 'lib/domain', 'lib/contract', 'lib/client'],
  app: ['components', 'lib'],
  mesh: ['lib/domain', 'lib/platform'],
}
const packages: Record<string, RegExp> = { 'lib/domain': /^(zod|re2js)$/ }
/** Tests, and the `testing/` folders that only tests import, may use test/support. */
const isTest = (path: string) => /\.test\.tsx?$|\/testing\//.test(path)
const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
const layerOf = (path: string) => layers.find((layer) => within(path, layer))
const files = sourceFiles()

function violations(file: SourceFile): string[] {
  const layer = layerOf(file.path)
  if (layer === undefined || isTest(file.path)) return []
  const allowed = may[layer] ?? []
  return importsOf(file).flatMap(({ line, specifier, target }) => {
    const outside = packages[layer]
    if (target === undefined)
      return outside === undefined || outside.test(specifier) ? [] : [`${file.path}:${line} imports ${specifier}`]
    const fine = within(target, layer) || allowed.some((folder) => within(target, folder))
    return fine ? [] : [`${file.path}:${line} (${layer}) imports ${target}`]
  })
}

describe('layers', () => {
  test('every import goes where its layer may go', () => {
    expect(files.flatMap(violations)).toEqual([])
  })
  test('nothing outside mesh/, bin/ and the tests imports mesh/, so the console builds without it', () => {
    const found = files
      .filter(
        ({ path }) => !within(path, 'mesh') && !within(path, 'test') && !within(path, 'bin') && !within(path, 'e2e'),
      )
      .flatMap((file) =>
        importsOf(file)
          .filter(({ target }) => target !== undefined && within(target, 'mesh'))
          .map(({ line }) => `${file.path}:${line}`),
      )
    expect(found).toEqual([])
  })
  test('a testing/ folder is imported by tests alone', () => {
    const found = files
      .filter(({ path }) => !isTest(path) && !within(path, 'test') && !within(path, 'e2e'))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ target }) => target?.includes('/testing/'))
          .map(({ line }) => `${file.path}:${line}`),
      )
    expect(found).toEqual([])
  })
  test('relative imports carry their extension, as type stripping needs', () => {
    const found = files.flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier.startsWith('.') && !/\.(ts|tsx|js|mjs|json|css)$/.test(specifier))
        .map(({ line, specifier }) => `${file.path}:${line} ${specifier}`),
    )
    expect(found).toEqual([])
  })
})
