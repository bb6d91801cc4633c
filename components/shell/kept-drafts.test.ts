import { expect, it } from 'vitest'
import { yamlDraftKey } from '../config/yaml-draft.ts'
import { draftsIn } from './kept-drafts.ts'

it('names the drafts of this device and nothing else that is kept there', () => {
  const yaml = yamlDraftKey({ kind: 'Gateway', namespace: 'shop', name: 'front' })
  expect(draftsIn(['heddle.columns.services', 'heddle.draft.shop/cart', yaml, 'theme'])).toEqual([
    'Gateway/shop/front',
    'shop/cart',
  ])
})
