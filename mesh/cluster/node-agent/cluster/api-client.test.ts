import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ApiClient } from './api-client.ts'
import { watchBackoffMs } from './watch-backoff.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heddle-kubeconfig-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a kubeconfig without a CA is refused', () => {
  const path = join(dir, 'kubeconfig')
  writeFileSync(path, 'clusters: [{cluster: {server: "https://127.0.0.1:1"}}]\nusers: [{user: {token: x}}]\n')
  expect(() => new ApiClient(path)).toThrow('certificate-authority-data')
})

test('the back-off doubles from 0.2 s to 5 s, and chance spreads it upwards by at most a half', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((failures) => watchBackoffMs(failures, 0))).toEqual([
    200, 400, 800, 1600, 3200, 5000, 5000,
  ])
  expect(watchBackoffMs(9, 0.999)).toBeLessThan(7_500)
})
