import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, root, sourceFiles } from '../support/source-files.ts'

// The bundled applications must owe nothing to the mesh: no mesh, TLS, retry or auth library, ours or anyone's.
const allowedInNode = new Set(['node:http', 'node:http2', 'node:net', 'node:path', 'node:timers/promises'])
const allowedInPython = new Set([
  'http.server',
  'json',
  'os',
  'random',
  're',
  'signal',
  'socket',
  'socketserver',
  'sys',
  'threading',
  'time',
])

const apps = join(root, 'mesh/apps')
const pythonFiles = readdirSync(apps, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.py'))

describe('the bundled applications', () => {
  it('import only plain HTTP, HTTP/2 and TCP and their own files', () => {
    const files = sourceFiles().filter(({ path }) => path.startsWith('mesh/apps/') && !path.endsWith('.test.ts'))
    expect(files.length).toBeGreaterThan(5)
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter(({ specifier, target }) => !(target?.startsWith('mesh/apps/') ?? allowedInNode.has(specifier)))
        .map(({ line, specifier }) => `${file.path}:${line} imports ${specifier}`),
    )
    expect(wrong).toEqual([])
  })

  it('in Python import only the plain part of its standard library, without ssl', () => {
    expect(pythonFiles.length).toBeGreaterThan(1)
    const wrong = pythonFiles.flatMap((path) =>
      readFileSync(join(apps, path), 'utf8')
        .split('\n')
        .flatMap((text, index) => {
          const name = /^\s*(?:import|from)\s+([\w.]+)/.exec(text)?.[1]
          return name === undefined || allowedInPython.has(name)
            ? []
            : [`mesh/apps/${path}:${index + 1} imports ${name}`]
        }),
    )
    expect(wrong).toEqual([])
  })
})
