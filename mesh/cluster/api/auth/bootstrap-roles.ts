import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'

interface Rule {
  readonly verbs: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
  readonly resourceNames?: readonly string[]
}

const read = ['get', 'list', 'watch']
const write = ['create', 'update', 'patch', 'delete']
const istioGroups = ['networking.istio.io', 'security.istio.io', 'telemetry.istio.io', 'gateway.networking.k8s.io']
const rbac = 'rbac.authorization.k8s.io'
const leases: Rule = { verbs: [...read, ...write], apiGroups: ['coordination.k8s.io'], resources: ['leases'] }
const events: Rule = { verbs: ['create', 'patch', 'update'], apiGroups: [''], resources: ['events'] }
const accessReviews: Rule = {
  verbs: ['create'],
  apiGroups: ['authorization.k8s.io'],
  resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
}
const readableCore = ['namespaces', 'pods', 'services', 'endpoints', 'serviceaccounts', 'configmaps', 'events', 'nodes']
const readCluster: readonly Rule[] = [
  { verbs: read, apiGroups: [''], resources: readableCore },
  { verbs: read, apiGroups: ['apps'], resources: ['*'] },
  { verbs: read, apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'] },
  { verbs: read, apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'] },
  { verbs: read, apiGroups: istioGroups, resources: ['*'] },
]

const clusterRoles: Readonly<Record<string, readonly Rule[]>> = {
  'cluster-admin': [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ],
  'system:discovery': [
    {
      verbs: ['get'],
      nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*', '/version', '/version/'],
    },
  ],
  'system:public-info-viewer': [
    { verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'] },
  ],
  'system:basic-user': [
    accessReviews,
    { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  ],
  view: [...readCluster, { verbs: read, apiGroups: [''], resources: ['pods/log'] }],
  'heddle:control-plane': [
    ...readCluster,
    { verbs: read, apiGroups: [''], resources: ['secrets'] },
    { verbs: write, apiGroups: [''], resources: ['configmaps'] },
    { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'] },
    { verbs: ['create'], apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'] },
    { verbs: ['update', 'patch'], apiGroups: istioGroups, resources: ['*/status'] },
    { verbs: write, apiGroups: ['networking.istio.io'], resources: ['workloadentries'] },
    leases,
    events,
  ],
  'heddle:node-agent': [
    { verbs: read, apiGroups: [''], resources: [...readableCore, 'secrets'] },
    { verbs: read, apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'] },
    { verbs: ['create', 'update', 'patch', 'delete'], apiGroups: [''], resources: ['nodes'] },
    { verbs: ['update', 'patch'], apiGroups: [''], resources: ['nodes/status', 'pods/status'] },
    { verbs: ['update', 'patch', 'delete'], apiGroups: [''], resources: ['pods'] },
    { verbs: ['create'], apiGroups: [''], resources: ['serviceaccounts/token', 'pods/binding'] },
    leases,
    events,
  ],
  'heddle:console': [
    ...readCluster,
    { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods/log'] },
    { verbs: read, apiGroups: [rbac], resources: ['*'] },
    { verbs: write, apiGroups: istioGroups, resources: ['*'] },
    leases,
  ],
}

const ofUser = (role: string) => ({ kind: 'User', apiGroup: rbac, name: role })
const ofGroup = (name: string) => ({ kind: 'Group', apiGroup: rbac, name })
const bindings: Readonly<Record<string, readonly object[]>> = {
  'cluster-admin': [ofGroup('system:masters')],
  'system:discovery': [ofGroup('system:authenticated')],
  'system:basic-user': [ofGroup('system:authenticated')],
  'system:public-info-viewer': [ofGroup('system:authenticated'), ofGroup('system:unauthenticated')],
  'heddle:control-plane': [ofUser('heddle:control-plane')],
  'heddle:node-agent': [ofUser('heddle:node-agent')],
  'heddle:console': [ofUser('heddle:console')],
}

const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' }

/** The roles and bindings that every start makes sure of; the mesh's own clients have no other rights. */
export function bootstrapPolicies(): readonly { readonly resource: string; readonly object: KubernetesObject }[] {
  const apiVersion = `${rbac}/v1`
  const roles = Object.entries(clusterRoles).map(([name, rules]) => ({
    resource: `clusterroles.${rbac}`,
    object: { apiVersion, kind: 'ClusterRole', metadata: { name, labels }, rules },
  }))
  const bound = Object.entries(bindings).map(([name, subjects]) => ({
    resource: `clusterrolebindings.${rbac}`,
    object: {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name, labels },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects,
    },
  }))
  const secretWriter = 'heddle:control-plane-secrets'
  const metadata = { name: secretWriter, namespace: 'istio-system', labels }
  return [
    ...roles,
    ...bound,
    {
      resource: `roles.${rbac}`,
      object: {
        apiVersion,
        kind: 'Role',
        metadata,
        rules: [{ verbs: write, apiGroups: [''], resources: ['secrets'] }],
      },
    },
    {
      resource: `rolebindings.${rbac}`,
      object: {
        apiVersion,
        kind: 'RoleBinding',
        metadata,
        roleRef: { apiGroup: rbac, kind: 'Role', name: secretWriter },
        subjects: [ofUser('heddle:control-plane')],
      },
    },
  ]
}
