import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, sourceFiles } from '../support/source-files.ts'

const parts = (version: string) => version.split('.').map(Number)
const notOlder = (version: string, floor: string) => {
  const [a, b] = [parts(version), parts(floor)]
  const index = a.findIndex((part, at) => part !== b[at])
  return index === -1 || (a[index] ?? 0) > (b[index] ?? 0)
}

describe('security floor', () => {
  test('Next is at least 16.4.6', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules/next/package.json'), 'utf8')) as {
      version: string
    }
    expect(notOlder(version, '16.4.6')).toBe(true)
  })
  test('no Server Action and no middleware exists', () => {
    const files = sourceFiles().filter(
      ({ path }) => /^(app|components|lib)\//.test(path) || /^(middleware|proxy)\./.test(path),
    )
    expect(files.filter(({ text }) => /^['"]use server['"]/m.test(text)).map(({ path }) => path)).toEqual([])
    expect(files.filter(({ path }) => /(^|\/)(middleware|proxy)\.(ts|js)$/.test(path)).map(({ path }) => path)).toEqual(
      [],
    )
  })
  test('programs are started without a shell', () => {
    const shell =
      /shell:\s*true|\bexecSync\(|child_process'\)\.exec\(|import \{[^}]*\bexec\b[^}]*\} from 'node:child_process'/
    const found = sourceFiles().filter(({ path, text }) => !path.startsWith('test/architecture') && shell.test(text))
    expect(found.map(({ path }) => path)).toEqual([])
  })
  test('only the install script of the package "node" may run', () => {
    const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      allowScripts: Record<string, boolean>
    }
    expect(allowScripts).toEqual({ node: true })
  })
})
