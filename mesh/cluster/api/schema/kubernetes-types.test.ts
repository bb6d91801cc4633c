import { expect, test } from 'vitest'
import { collectTypes, fieldsOf, readDeclaration } from './generate-kubernetes-types.ts'
import { kubernetesTypes } from './kubernetes-types.ts'
import { mergeKeys } from './merge-keys.ts'

test('the file says what the installed client declares', () => {
  expect(kubernetesTypes).toEqual(collectTypes(readDeclaration))
})

test('fields are read with their types; ! marks the required ones', () => {
  const declaration = `export declare class X {
    /**
    * Some text; with 'quotes'.
    */
    'a'?: string;
    'b': Array<V1Y>;
    '_continue'?: {
        [key: string]: string;
    };
    static readonly discriminator: string | undefined;
}`
  expect(fieldsOf(declaration)).toEqual({ a: 'string', b: '!Array<V1Y>', continue: '{ [key: string]: string; }' })
})

test('every merge key names a list that exists', () => {
  const missing = Object.keys(mergeKeys).filter((key) => {
    const [type = '', field = ''] = key.split('.')
    return kubernetesTypes[type]?.[field]?.replace('!', '').startsWith('Array<') !== true
  })
  expect(missing).toEqual([])
})
