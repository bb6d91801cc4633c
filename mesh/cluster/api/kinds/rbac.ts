import { invalidField, requiredField, unsupportedField } from '../../../../lib/domain/kubernetes/field-error.ts'
import { listAt, objectAt, sameJson, stringAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { KindRules } from './kind-rules.ts'

export const roleRules: KindRules = {
  validate: (object) =>
    listAt(object, 'rules').flatMap((rule, index) =>
      listAt(rule, 'verbs').length > 0 ? [] : [requiredField(`rules[${index}].verbs`, 'must have at least one verb')],
    ),
}

const subjectKinds = ['User', 'Group', 'ServiceAccount']
const rbacGroup = 'rbac.authorization.k8s.io'

export const bindingRules: KindRules = {
  defaults: (object) => ({
    ...object,
    roleRef: { apiGroup: rbacGroup, ...objectAt(object, 'roleRef') },
    ...(object['subjects'] === undefined
      ? {}
      : {
          subjects: listAt(object, 'subjects').map((subject) => {
            const isAccount = stringAt(subject, 'kind') === 'ServiceAccount'
            return { ...(isAccount ? {} : { apiGroup: rbacGroup }), ...objectAt({ subject }, 'subject') }
          }),
        }),
  }),
  validate: (object) =>
    listAt(object, 'subjects').flatMap((subject, index) => {
      const kind = stringAt(subject, 'kind') ?? ''
      return subjectKinds.includes(kind) ? [] : [unsupportedField(`subjects[${index}].kind`, kind, subjectKinds)]
    }),
  validateUpdate: (object, old) =>
    sameJson(object['roleRef'], old['roleRef'])
      ? []
      : [invalidField('roleRef', object['roleRef'], 'must not change: delete the binding and create it anew')],
}
