/** What an account was refused by the cluster's authorizer. */
export interface MissingRight {
  /** As the cluster names the account: `system:serviceaccount:NAMESPACE:NAME` or a user's name. */
  readonly user: string
  readonly verb: string
  /** With a subresource: `pods/log`. */
  readonly resource: string
  /** Empty for the core group. */
  readonly group: string
  /** Null at the cluster scope. */
  readonly namespace: string | null
}

const refusal =
  /is forbidden: User "([^"]+)" cannot ([a-z]+) resource "([a-z0-9./-]+)" in API group "([a-z0-9.-]*)" (?:in the namespace "([a-z0-9.-]+)"|at the cluster scope)/

/** The right that a refusal speaks of; null for a sentence that is none of Kubernetes' refusals for a missing right. */
export function missingRight(sentence: string): MissingRight | null {
  const [, user, verb, resource, group, namespace] = refusal.exec(sentence) ?? []
  if (user === undefined || verb === undefined || resource === undefined || group === undefined) return null
  return { user, verb, resource, group, namespace: namespace ?? null }
}

/** Reading a list live needs all three; any other verb is asked for alone. */
const reading: readonly string[] = ['get', 'list', 'watch']

/** The verbs to ask for: a page that may only list would stop at the next step. */
export function wantedVerbs({ verb, resource }: MissingRight): readonly string[] {
  return reading.includes(verb) && !resource.includes('/') ? reading : [verb]
}

/** A role and its binding that give the right, ready for `kubectl apply`; in the namespace, else for the whole cluster. */
export function rightsYaml(right: MissingRight): string {
  const { namespace, resource, group } = right
  const prefix = namespace === null ? 'Cluster' : ''
  const name = `heddle-${wantedVerbs(right).join('-')}-${resource.replaceAll(/[./]/g, '-')}`
  const metadata = [`metadata:`, `  name: ${name}`, ...(namespace === null ? [] : [`  namespace: ${namespace}`])]
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    `kind: ${prefix}Role`,
    ...metadata,
    'rules:',
    `  - apiGroups: [${JSON.stringify(group)}]`,
    `    resources: [${JSON.stringify(resource)}]`,
    `    verbs: ${JSON.stringify(wantedVerbs(right))}`,
    '---',
    'apiVersion: rbac.authorization.k8s.io/v1',
    `kind: ${prefix}RoleBinding`,
    ...metadata,
    'roleRef:',
    '  apiGroup: rbac.authorization.k8s.io',
    `  kind: ${prefix}Role`,
    `  name: ${name}`,
    'subjects:',
    ...subject(right.user),
    '',
  ].join('\n')
}

function subject(user: string): string[] {
  const [, namespace, name] = /^system:serviceaccount:([a-z0-9.-]+):([a-z0-9.-]+)$/.exec(user) ?? []
  if (namespace !== undefined && name !== undefined)
    return ['  - kind: ServiceAccount', `    name: ${name}`, `    namespace: ${namespace}`]
  return ['  - apiGroup: rbac.authorization.k8s.io', '    kind: User', `    name: ${JSON.stringify(user)}`]
}
