import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

export type SourceFile = { path: string; text: string; lines: string[] }

/** Tracked and new TypeScript and JavaScript files of the project, ignored ones left out. */
export function sourceFiles(): SourceFile[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', '--', '*.ts', '*.tsx', '*.js', '*.mjs'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return listed
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, lines: text.split('\n') }
    })
}

export type Import = { line: number; specifier: string; target: string | undefined }

const pattern = /(?:from\s+|import\s+|import\()['"]([^'"]+)['"]/

/** Imports of a file with their 1-based line; `target` is the project path of a relative or `@/` import. */
export function importsOf({ path, lines }: SourceFile): Import[] {
  return lines.flatMap((text, index) => {
    const specifier = /^\s*(\/\/|\*)/.test(text) ? undefined : pattern.exec(text)?.[1]
    return specifier === undefined ? [] : [{ line: index + 1, specifier, target: targetOf(path, specifier) }]
  })
}

function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  if (!specifier.startsWith('.')) return undefined
  return join(path, '..', specifier)
}
