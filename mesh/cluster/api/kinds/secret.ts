import { invalidField } from '../../../../lib/domain/kubernetes/field-error.ts'
import { objectAt, stringsAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { KindRules } from './kind-rules.ts'

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

export const secretRules: KindRules = {
  defaults: (object) => {
    const { stringData, ...rest } = object
    const encoded = Object.entries(stringsAt({ stringData }, 'stringData')).map(([key, value]) => {
      return [key, Buffer.from(value, 'utf8').toString('base64')] as const
    })
    const data = { ...objectAt(object, 'data'), ...Object.fromEntries(encoded) }
    return {
      ...rest,
      ...(Object.keys(data).length === 0 ? {} : { data }),
      type: rest['type'] ?? 'Opaque',
    }
  },
  validate: (object) =>
    Object.entries(stringsAt(object, 'data'))
      .filter(([, value]) => !base64.test(value))
      // The value is a secret, so the message must not repeat it.
      .map(([key]) => invalidField(`data[${key}]`, '(hidden)', 'must be base64')),
}
