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
  test('no `any`, nothing left to do; a disabled check or a forced type has its reason in the comment above', () => {
    const weak = /(: any\b(?!\()|\bas any\b|@ts-(ignore|expect-error|nocheck)|\bTODO\b|\bFIXME\b)/
    const excused = /(as unknown as|(oxlint|eslint)-disable-next-line)/
    const isComment = (line: string | undefined) => /^\s*(\/\/|\*|\/\*|\{\/\*)/.test(line ?? '')
    const found = files.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => {
        const bad = (weak.test(line) && !isComment(line)) || (excused.test(line) && !isComment(lines[index - 1]))
        return bad || /(oxlint|eslint)-disable(?!-next-line)/.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : []
      }),
    )
    expect(found).toEqual([])
  })
  test('no folder or file of leftovers', () => {
    const leftovers = /(^|\/)(utils?|helpers?|misc|common)(\/|\.)/
    expect(files.filter(({ path }) => leftovers.test(path)).map(({ path }) => path)).toEqual([])
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
