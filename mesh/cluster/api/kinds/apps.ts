import { invalidField, requiredField, type FieldError } from '../../../../lib/domain/kubernetes/field-error.ts'
import { objectAt, sameJson, stringsAt, valueAt, type JsonObject } from '../../../../lib/domain/kubernetes/json.ts'
import { matchesLabels, selectorRequirements } from '../../../../lib/domain/kubernetes/label-selector.ts'
import type { KubernetesObject, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { KindRules } from './kind-rules.ts'
import { podSpecDefaults, podSpecErrors } from './pod.ts'

function withTemplate(spec: JsonObject): JsonObject {
  const template = objectAt(spec, 'template')
  return {
    ...spec,
    template: {
      ...template,
      metadata: objectAt(template, 'metadata'),
      spec: podSpecDefaults(objectAt(template, 'spec')),
    },
  }
}

function templateErrors(object: KubernetesObject): FieldError[] {
  const requirements = selectorRequirements(valueAt(object, 'spec', 'selector'))
  const labels = stringsAt(object, 'spec', 'template', 'metadata', 'labels')
  const errors = podSpecErrors(objectAt(object, 'spec', 'template', 'spec'), 'spec.template.spec')
  if (requirements.length === 0) errors.push(requiredField('spec.selector', 'must select at least one label'))
  else if (!matchesLabels(requirements, labels))
    errors.push(invalidField('spec.template.metadata.labels', labels, 'must match spec.selector'))
  const replicas = valueAt(object, 'spec', 'replicas')
  if (typeof replicas === 'number' && replicas < 0)
    errors.push(invalidField('spec.replicas', replicas, 'must be greater than or equal to 0'))
  return errors
}

function sameSelector(object: KubernetesObject, old: StoredObject): FieldError[] {
  const after = valueAt(object, 'spec', 'selector')
  return sameJson(after, valueAt(old, 'spec', 'selector'))
    ? []
    : [invalidField('spec.selector', after, 'must not change: delete the object and create it anew')]
}

/** StatefulSet and DaemonSet: stored and listed; no controller runs them here. */
export const workloadRules: KindRules = {
  defaults: (object) => ({ ...object, spec: withTemplate(objectAt(object, 'spec')) }),
  validate: templateErrors,
  validateUpdate: sameSelector,
}

export const replicaSetRules: KindRules = {
  ...workloadRules,
  defaults: (object) => ({ ...object, spec: withTemplate({ replicas: 1, ...objectAt(object, 'spec') }) }),
  allocate: (object) => ({ ...object, status: { replicas: 0 } }),
}

export const deploymentRules: KindRules = {
  ...workloadRules,
  defaults: (object) => {
    const spec = objectAt(object, 'spec')
    const strategy = { type: 'RollingUpdate', ...objectAt(spec, 'strategy') }
    const rolling = { maxSurge: '25%', maxUnavailable: '25%', ...objectAt(strategy, 'rollingUpdate') }
    return {
      ...object,
      spec: withTemplate({
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        ...spec,
        strategy: strategy.type === 'RollingUpdate' ? { ...strategy, rollingUpdate: rolling } : strategy,
      }),
    }
  },
  validate: (object) => [...templateErrors(object), ...strategyErrors(object)],
}

function strategyErrors(object: KubernetesObject): FieldError[] {
  const type = valueAt(object, 'spec', 'strategy', 'type')
  return type === 'RollingUpdate' || type === 'Recreate'
    ? []
    : [invalidField('spec.strategy.type', type, 'must be RollingUpdate or Recreate')]
}
