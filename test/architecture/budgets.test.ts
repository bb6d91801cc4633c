import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, sourceFiles } from '../support/source-files.ts'

const files = sourceFiles().filter(
  ({ path }) => /^(app|components|lib|mesh)\//.test(path) && !/\.test\.tsx?$/.test(path),
)
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

describe('budgets', () => {
  test('the median source file has at most 80 lines', () => {
    expect(median(files.map(({ lines }) => lines.length))).toBeLessThanOrEqual(80)
  })
  test('no file has more than 400 lines', () => {
    expect(files.filter(({ lines }) => lines.length > 401).map(({ path }) => path)).toEqual([])
  })
  test('no `any`, no suppressed check, no folder of leftovers', () => {
    const weak =
      /(: any\b(?!\()|\bas any\b|as unknown as|@ts-(ignore|expect-error|nocheck)|\bTODO\b|\bFIXME\b|(oxlint|eslint)-disable(?!-next-line \S+ -- \S+))/
    const found = files.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) =>
        weak.test(line) && !/^\s*\/?\*/.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [],
      ),
    )
    expect(found).toEqual([])
    expect(
      files.filter(({ path }) => /(^|\/)(utils?|helpers?|misc|common)(\/|\.)/.test(path)).map(({ path }) => path),
    ).toEqual([])
  })
})

describe('folders', () => {
  const parents = ['', 'lib', 'mesh', 'components']
  const skipped = new Set(['node_modules', 'public', 'docs', 'build', 'test-results', 'bench'])
  const folders = parents.flatMap((parent) =>
    existsSync(join(root, parent))
      ? readdirSync(join(root, parent))
          .filter(
            (name) => !name.startsWith('.') && !skipped.has(name) && statSync(join(root, parent, name)).isDirectory(),
          )
          .map((name) => join(parent, name))
      : [],
  )
  test.each(folders)('%s has a README with its rule', (folder) => {
    expect(readFileSync(join(root, folder, 'README.md'), 'utf8').length).toBeGreaterThan(40)
  })
})
