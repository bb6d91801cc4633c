/** How the value of a field is read; `message` names another table. */
export type FieldType =
  | { readonly type: 'string' | 'int' | 'count' | 'bool' | 'flag' | 'skip' }
  | { readonly type: 'message'; readonly message: string }
  /** A map from strings to strings or bytes. */
  | { readonly type: 'map'; readonly value: 'string' | 'bytes' }

export interface FieldRule {
  readonly name: string
  readonly list: boolean
  readonly type: FieldType
}

/** Field numbers of a message. */
export type MessageTable = Readonly<Record<number, FieldRule>>

/**
 * `name:type` by field number; `[]` marks a list, an upper-case type another message. `skip` is read over: what the
 * server decides anyway. `count` and `flag` are numbers and booleans whose zero means "not set".
 */
const sources: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  ObjectMeta: {
    1: 'name:string',
    2: 'generateName:string',
    3: 'namespace:string',
    4: 'selfLink:skip',
    5: 'uid:string',
    6: 'resourceVersion:string',
    7: 'generation:skip',
    8: 'creationTimestamp:skip',
    9: 'deletionTimestamp:skip',
    10: 'deletionGracePeriodSeconds:skip',
    11: 'labels:map',
    12: 'annotations:map',
    13: 'ownerReferences:OwnerReference[]',
    14: 'finalizers:string[]',
    17: 'managedFields:skip',
  },
  OwnerReference: {
    1: 'kind:string',
    3: 'name:string',
    4: 'uid:string',
    5: 'apiVersion:string',
    6: 'controller:bool',
    7: 'blockOwnerDeletion:bool',
  },
  Namespace: { 1: 'metadata:ObjectMeta', 2: 'spec:skip', 3: 'status:skip' },
  ServiceAccount: {
    1: 'metadata:ObjectMeta',
    2: 'secrets:LocalObjectReference[]',
    3: 'imagePullSecrets:LocalObjectReference[]',
    4: 'automountServiceAccountToken:bool',
  },
  LocalObjectReference: { 1: 'name:string' },
  ConfigMap: { 1: 'metadata:ObjectMeta', 2: 'data:map', 3: 'binaryData:bytesmap', 4: 'immutable:bool' },
  Secret: { 1: 'metadata:ObjectMeta', 2: 'data:bytesmap', 3: 'type:string', 4: 'stringData:map', 5: 'immutable:bool' },
  Role: { 1: 'metadata:ObjectMeta', 2: 'rules:PolicyRule[]' },
  ClusterRole: { 1: 'metadata:ObjectMeta', 2: 'rules:PolicyRule[]' },
  PolicyRule: {
    1: 'verbs:string[]',
    2: 'apiGroups:string[]',
    3: 'resources:string[]',
    4: 'resourceNames:string[]',
    5: 'nonResourceURLs:string[]',
  },
  RoleBinding: { 1: 'metadata:ObjectMeta', 2: 'subjects:Subject[]', 3: 'roleRef:RoleRef' },
  ClusterRoleBinding: { 1: 'metadata:ObjectMeta', 2: 'subjects:Subject[]', 3: 'roleRef:RoleRef' },
  Subject: { 1: 'kind:string', 2: 'apiGroup:string', 3: 'name:string', 4: 'namespace:string' },
  RoleRef: { 1: 'apiGroup:string', 2: 'kind:string', 3: 'name:string' },
  TokenRequest: { 1: 'metadata:ObjectMeta', 2: 'spec:TokenRequestSpec', 3: 'status:skip' },
  TokenRequestSpec: { 1: 'audiences:string[]', 3: 'boundObjectRef:BoundObjectReference', 4: 'expirationSeconds:int' },
  BoundObjectReference: { 1: 'kind:string', 2: 'apiVersion:string', 3: 'name:string', 4: 'uid:string' },
  TokenReview: { 1: 'metadata:ObjectMeta', 2: 'spec:TokenReviewSpec', 3: 'status:skip' },
  TokenReviewSpec: { 1: 'token:string', 2: 'audiences:string[]' },
  SelfSubjectReview: { 1: 'metadata:ObjectMeta', 2: 'status:skip' },
  SelfSubjectAccessReview: { 1: 'metadata:ObjectMeta', 2: 'spec:AccessSpec', 3: 'status:skip' },
  SubjectAccessReview: { 1: 'metadata:ObjectMeta', 2: 'spec:AccessSpec', 3: 'status:skip' },
  LocalSubjectAccessReview: { 1: 'metadata:ObjectMeta', 2: 'spec:AccessSpec', 3: 'status:skip' },
  AccessSpec: {
    1: 'resourceAttributes:ResourceAttributes',
    2: 'nonResourceAttributes:NonResourceAttributes',
    3: 'user:string',
    4: 'groups:string[]',
    6: 'uid:string',
  },
  ResourceAttributes: {
    1: 'namespace:string',
    2: 'verb:string',
    3: 'group:string',
    4: 'version:string',
    5: 'resource:string',
    6: 'subresource:string',
    7: 'name:string',
  },
  NonResourceAttributes: { 1: 'path:string', 2: 'verb:string' },
  SelfSubjectRulesReview: { 1: 'metadata:ObjectMeta', 2: 'spec:RulesSpec', 3: 'status:skip' },
  RulesSpec: { 1: 'namespace:string' },
  DeleteOptions: {
    1: 'gracePeriodSeconds:int',
    2: 'preconditions:Preconditions',
    3: 'orphanDependents:bool',
    4: 'propagationPolicy:string',
    5: 'dryRun:string[]',
  },
  Deployment: { 1: 'metadata:ObjectMeta', 2: 'spec:DeploymentSpec', 3: 'status:skip' },
  DeploymentSpec: {
    1: 'replicas:int',
    2: 'selector:LabelSelector',
    3: 'template:PodTemplateSpec',
    4: 'strategy:DeploymentStrategy',
    5: 'minReadySeconds:count',
    6: 'revisionHistoryLimit:int',
    7: 'paused:flag',
    9: 'progressDeadlineSeconds:int',
  },
  DeploymentStrategy: { 1: 'type:string' },
  LabelSelector: { 1: 'matchLabels:map' },
  PodTemplateSpec: { 1: 'metadata:ObjectMeta', 2: 'spec:PodSpec' },
  PodSpec: {
    2: 'containers:Container[]',
    3: 'restartPolicy:string',
    6: 'dnsPolicy:string',
    8: 'serviceAccountName:string',
    9: 'serviceAccount:string',
    10: 'nodeName:string',
    11: 'hostNetwork:flag',
    12: 'hostPID:flag',
    13: 'hostIPC:flag',
    14: 'securityContext:skip',
    16: 'hostname:string',
    17: 'subdomain:string',
    19: 'schedulerName:string',
    24: 'priorityClassName:string',
  },
  Container: {
    1: 'name:string',
    2: 'image:string',
    3: 'command:string[]',
    4: 'args:string[]',
    5: 'workingDir:string',
    6: 'ports:ContainerPort[]',
    8: 'resources:skip',
    13: 'terminationMessagePath:string',
    14: 'imagePullPolicy:string',
    16: 'stdin:flag',
    17: 'stdinOnce:flag',
    18: 'tty:flag',
    20: 'terminationMessagePolicy:string',
  },
  ContainerPort: {
    1: 'name:string',
    2: 'hostPort:count',
    3: 'containerPort:int',
    4: 'protocol:string',
    5: 'hostIP:string',
  },
  Preconditions: { 1: 'uid:string', 2: 'resourceVersion:string' },
}

/** The fields of a message by number, or undefined for a message that no table describes. */
export function messageTable(message: string): MessageTable | undefined {
  const source = Object.hasOwn(sources, message) ? sources[message] : undefined
  if (source === undefined) return undefined
  return Object.fromEntries(Object.entries(source).map(([number, text]) => [number, parseRule(text)]))
}

function parseRule(text: string): FieldRule {
  const [name = '', declared = ''] = text.split(':')
  const list = declared.endsWith('[]')
  const type = list ? declared.slice(0, -2) : declared
  return { name, list, type: typeOf(type) }
}

function typeOf(type: string): FieldType {
  switch (type) {
    case 'string':
    case 'int':
    case 'count':
    case 'bool':
    case 'flag':
    case 'skip':
      return { type }
    case 'map':
      return { type: 'map', value: 'string' }
    case 'bytesmap':
      return { type: 'map', value: 'bytes' }
    default:
      return { type: 'message', message: type }
  }
}
