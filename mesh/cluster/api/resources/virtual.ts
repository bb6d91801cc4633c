/** Resources that are questions: they are answered at once and never stored. */
export interface VirtualResource {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly kind: string
  readonly namespaced: boolean
  /** Class of @kubernetes/client-node that describes it. */
  readonly typeName: string
}

const authentication = { group: 'authentication.k8s.io', version: 'v1', namespaced: false } as const
const authorization = { group: 'authorization.k8s.io', version: 'v1', namespaced: false } as const

export const virtualResources: readonly VirtualResource[] = [
  { ...authentication, plural: 'tokenreviews', kind: 'TokenReview', typeName: 'V1TokenReview' },
  { ...authentication, plural: 'selfsubjectreviews', kind: 'SelfSubjectReview', typeName: 'V1SelfSubjectReview' },
  { ...authorization, plural: 'subjectaccessreviews', kind: 'SubjectAccessReview', typeName: 'V1SubjectAccessReview' },
  {
    ...authorization,
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    typeName: 'V1SelfSubjectAccessReview',
  },
  {
    ...authorization,
    plural: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    typeName: 'V1SelfSubjectRulesReview',
  },
  {
    ...authorization,
    plural: 'localsubjectaccessreviews',
    kind: 'LocalSubjectAccessReview',
    typeName: 'V1LocalSubjectAccessReview',
    namespaced: true,
  },
]
