import { expect, test } from 'vitest'
import { bytes } from './bytes.ts'

test.each([
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_024, '1.0 KiB'],
  [333_447_168, '318 MiB'],
  [3.2 * 2 ** 30, '3.2 GiB'],
  [2 ** 60, '1048576 TiB'],
])('%d is %s', (size, written) => expect(bytes(size)).toBe(written))
