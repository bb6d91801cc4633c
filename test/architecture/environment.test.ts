import { describe, expect, test } from 'vitest'
import { readServerEnv } from '../../lib/server/env.ts'
import { root, sourceFiles } from '../support/source-files.ts'

describe('the environment', () => {
  test('the console, which inherits the settings of its mesh, takes none of them for a typing error', () => {
    const files = sourceFiles().filter(({ path }) => path.startsWith('mesh/') && !path.endsWith('.test.ts'))
    const names = files.flatMap(({ text }) => text.match(/\bHEDDLE_[A-Z_]+[A-Z]\b/g) ?? [])
    expect(new Set(names).size).toBeGreaterThan(15)
    const sentences = [...new Set(names)].flatMap((name) => {
      try {
        readServerEnv({ PROMETHEUS_URL: 'http://127.0.0.1:9090', [name]: '1' }, root)
        return []
      } catch (error) {
        return [String(error)].filter((text) => text.includes('is not a setting'))
      }
    })
    expect(sentences).toEqual([])
  })
})
