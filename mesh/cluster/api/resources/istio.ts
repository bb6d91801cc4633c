import type { z } from 'zod'
import { authorizationPolicySpec } from '../../../../lib/domain/istio/authorization-policy.ts'
import { destinationRuleSpec } from '../../../../lib/domain/istio/destination-rule.ts'
import { envoyFilterSpec } from '../../../../lib/domain/istio/envoy-filter.ts'
import {
  gatewayClassSpec,
  grpcRouteSpec,
  httpRouteSpec,
  kubernetesGatewaySpec,
  referenceGrantSpec,
} from '../../../../lib/domain/istio/gateway-api.ts'
import { gatewaySpec } from '../../../../lib/domain/istio/gateway.ts'
import { peerAuthenticationSpec } from '../../../../lib/domain/istio/peer-authentication.ts'
import { proxyConfigSpec } from '../../../../lib/domain/istio/proxy-config.ts'
import { requestAuthenticationSpec } from '../../../../lib/domain/istio/request-authentication.ts'
import { serviceEntrySpec } from '../../../../lib/domain/istio/service-entry.ts'
import { sidecarSpec } from '../../../../lib/domain/istio/sidecar.ts'
import { telemetrySpec } from '../../../../lib/domain/istio/telemetry.ts'
import { virtualServiceSpec } from '../../../../lib/domain/istio/virtual-service.ts'
import { workloadEntrySpec, workloadGroupSpec } from '../../../../lib/domain/istio/workload-entry.ts'
import type { PrinterColumn, ResourceDefinition } from './definition.ts'

interface Short {
  readonly kind: string
  readonly plural: string
  readonly shortNames?: readonly string[]
  readonly spec: z.ZodType
  readonly specOptional?: boolean
  readonly clusterScoped?: boolean
  readonly versions?: readonly [string, ...string[]]
  readonly columns?: readonly PrinterColumn[]
  readonly description: string
}

const age: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }
const column = (name: string, jsonPath: string, priority = 0): PrinterColumn => {
  return { name, type: 'string', jsonPath, ...(priority === 0 ? {} : { priority }) }
}

function define(group: string, category: string, short: Short): ResourceDefinition {
  return {
    group,
    versions: short.versions ?? ['v1'],
    plural: short.plural,
    singular: short.kind.toLowerCase(),
    kind: short.kind,
    shortNames: short.shortNames ?? [],
    categories: category === 'gateway-api' ? [category] : ['istio-io', category],
    namespaced: short.clusterScoped !== true,
    subresources: ['status'],
    model: {
      type: 'zod',
      spec: short.spec,
      specRequired: short.specOptional !== true,
      description: short.description,
    },
    columns: short.columns ?? [age],
  }
}

const threeVersions = ['v1', 'v1beta1', 'v1alpha3'] as const
const betaOnly = ['v1', 'v1beta1'] as const

const networking: readonly Short[] = [
  {
    kind: 'VirtualService',
    plural: 'virtualservices',
    shortNames: ['vs'],
    versions: threeVersions,
    spec: virtualServiceSpec,
    description: 'How requests for a host are routed.',
    columns: [column('Gateways', '.spec.gateways'), column('Hosts', '.spec.hosts'), age],
  },
  {
    kind: 'DestinationRule',
    plural: 'destinationrules',
    shortNames: ['dr'],
    versions: threeVersions,
    spec: destinationRuleSpec,
    description: 'The subsets of a host and how clients connect to it.',
    columns: [column('Host', '.spec.host'), age],
  },
  {
    kind: 'Gateway',
    plural: 'gateways',
    shortNames: ['gw'],
    versions: threeVersions,
    spec: gatewaySpec,
    description: 'Ports and hosts that a proxy at the edge of the mesh exposes.',
  },
  {
    kind: 'ServiceEntry',
    plural: 'serviceentries',
    shortNames: ['se'],
    versions: threeVersions,
    spec: serviceEntrySpec,
    description: 'A service that is no Kubernetes Service.',
    columns: [
      column('Hosts', '.spec.hosts'),
      column('Location', '.spec.location'),
      column('Resolution', '.spec.resolution'),
      age,
    ],
  },
  {
    kind: 'Sidecar',
    plural: 'sidecars',
    versions: threeVersions,
    spec: sidecarSpec,
    specOptional: true,
    description: 'What the proxies of workloads accept and reach.',
  },
  {
    kind: 'WorkloadEntry',
    plural: 'workloadentries',
    shortNames: ['we'],
    versions: threeVersions,
    spec: workloadEntrySpec,
    description: 'A workload that is no pod.',
    columns: [age, column('Address', '.spec.address')],
  },
  {
    kind: 'WorkloadGroup',
    plural: 'workloadgroups',
    shortNames: ['wg'],
    versions: threeVersions,
    spec: workloadGroupSpec,
    description: 'A template for workload entries.',
  },
  {
    kind: 'EnvoyFilter',
    plural: 'envoyfilters',
    versions: ['v1alpha3'],
    spec: envoyFilterSpec,
    specOptional: true,
    description: "Patches to Envoy's own configuration.",
  },
  {
    kind: 'ProxyConfig',
    plural: 'proxyconfigs',
    versions: ['v1beta1'],
    spec: proxyConfigSpec,
    specOptional: true,
    description: 'Settings of the proxies of workloads.',
  },
]

const security: readonly Short[] = [
  {
    kind: 'PeerAuthentication',
    plural: 'peerauthentications',
    shortNames: ['pa'],
    versions: betaOnly,
    spec: peerAuthenticationSpec,
    specOptional: true,
    description: 'Whether callers of workloads must use mutual TLS.',
    columns: [column('Mode', '.spec.mtls.mode'), age],
  },
  {
    kind: 'RequestAuthentication',
    plural: 'requestauthentications',
    shortNames: ['ra'],
    versions: betaOnly,
    spec: requestAuthenticationSpec,
    specOptional: true,
    description: 'Tokens that workloads accept.',
  },
  {
    kind: 'AuthorizationPolicy',
    plural: 'authorizationpolicies',
    shortNames: ['ap'],
    versions: betaOnly,
    spec: authorizationPolicySpec,
    specOptional: true,
    description: 'Who may call workloads.',
    columns: [column('Action', '.spec.action'), age],
  },
]

const telemetry: readonly Short[] = [
  {
    kind: 'Telemetry',
    plural: 'telemetries',
    shortNames: ['telemetry'],
    versions: ['v1', 'v1alpha1'],
    spec: telemetrySpec,
    specOptional: true,
    description: 'Metrics, traces and access logs of workloads.',
  },
]

const accepted = '.status.conditions[?(@.type=="Accepted")].status'
const gatewayApi: readonly Short[] = [
  {
    kind: 'GatewayClass',
    plural: 'gatewayclasses',
    shortNames: ['gc'],
    versions: betaOnly,
    clusterScoped: true,
    spec: gatewayClassSpec,
    description: 'A controller that implements gateways.',
    columns: [
      column('Controller', '.spec.controllerName'),
      column('Accepted', accepted),
      age,
      column('Description', '.spec.description', 1),
    ],
  },
  {
    kind: 'Gateway',
    plural: 'gateways',
    shortNames: ['gtw'],
    versions: betaOnly,
    spec: kubernetesGatewaySpec,
    description: 'Listeners that carry routes.',
    columns: [
      column('Class', '.spec.gatewayClassName'),
      column('Address', '.status.addresses[*].value'),
      column('Programmed', '.status.conditions[?(@.type=="Programmed")].status'),
      age,
    ],
  },
  {
    kind: 'HTTPRoute',
    plural: 'httproutes',
    versions: betaOnly,
    spec: httpRouteSpec,
    description: 'How HTTP requests of a gateway or service are routed.',
    columns: [column('Hostnames', '.spec.hostnames'), age],
  },
  {
    kind: 'GRPCRoute',
    plural: 'grpcroutes',
    spec: grpcRouteSpec,
    description: 'How gRPC calls of a gateway or service are routed.',
    columns: [column('Hostnames', '.spec.hostnames'), age],
  },
  {
    kind: 'ReferenceGrant',
    plural: 'referencegrants',
    shortNames: ['refgrant'],
    versions: ['v1beta1'],
    spec: referenceGrantSpec,
    description: 'Allows references from other namespaces.',
  },
]

/** The kinds of Istio and the Gateway API, published as CustomResourceDefinitions. */
export const istioResources: readonly ResourceDefinition[] = [
  ...networking.map((short) => define('networking.istio.io', 'networking-istio-io', short)),
  ...security.map((short) => define('security.istio.io', 'security-istio-io', short)),
  ...telemetry.map((short) => define('telemetry.istio.io', 'telemetry-istio-io', short)),
  ...gatewayApi.map((short) => define('gateway.networking.k8s.io', 'gateway-api', short)),
]
