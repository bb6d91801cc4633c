import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactDump } from './redact.ts'

test('keys are replaced, certificates and everything else stay', () => {
  const secret = {
    name: 'default',
    tls_certificate: { certificate_chain: { inline_bytes: 'QUJD' }, private_key: { inline_bytes: 'S0VZ' } },
  }
  expect(redactDump({ configs: [{ secret }] })).toEqual({
    configs: [
      {
        secret: {
          name: 'default',
          tls_certificate: { certificate_chain: { inline_bytes: 'QUJD' }, private_key: '[redacted]' },
        },
      },
    ],
  })
})
test('a bearer token in a header is replaced', () => {
  expect(redactDump({ initial_metadata: [{ key: 'authorization', value: 'Bearer abc' }] })).toEqual({
    initial_metadata: [{ key: 'authorization', value: '[redacted]' }],
  })
})
test('at any depth and in any company no key survives (M7)', () => {
  const wrap = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constant({ private_key: { inline_string: 'KEY-MATERIAL' } }),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('tree'), { maxKeys: 3 }),
    ),
  }))
  fc.assert(fc.property(wrap.tree, (tree) => !JSON.stringify(redactDump(tree)).includes('KEY-MATERIAL')))
})
