import { describe, expect, test } from 'vitest'
import { fieldErrors } from '../kubernetes/field-error.ts'
import { authorizationPolicySpec } from './authorization-policy.ts'
import { destinationRuleSpec } from './destination-rule.ts'
import { httpRouteSpec, kubernetesGatewaySpec } from './gateway-api.ts'
import { gatewaySpec } from './gateway.ts'
import { peerAuthenticationSpec } from './peer-authentication.ts'
import { requestAuthenticationSpec } from './request-authentication.ts'
import { serviceEntrySpec } from './service-entry.ts'
import { sidecarSpec } from './sidecar.ts'
import { telemetrySpec } from './telemetry.ts'

// Each bad input gives exactly one sentence that names the field, its value and what is allowed.
const sentences = (errors: ReturnType<typeof fieldErrors>) => errors.map((error) => `${error.field}: ${error.message}`)

const server = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }
const listener = { name: 'http', port: 80, protocol: 'HTTP' }
const port = { number: 443, name: 'https', protocol: 'HTTPS' }

describe('the other kinds accept what Istio documents', () => {
  test.each([
    [
      'DestinationRule',
      destinationRuleSpec,
      {
        host: 'reviews',
        trafficPolicy: {
          loadBalancer: { simple: 'LEAST_REQUEST' },
          outlierDetection: { consecutive5xxErrors: 7, interval: '5m' },
          tls: { mode: 'ISTIO_MUTUAL' },
        },
        subsets: [{ name: 'v1', labels: { version: 'v1' } }],
      },
    ],
    [
      'Gateway',
      gatewaySpec,
      { selector: { istio: 'ingressgateway' }, servers: [{ ...server, hosts: ['bookinfo/*.example', './a.example'] }] },
    ],
    [
      'Gateway with TLS',
      gatewaySpec,
      { servers: [{ port, hosts: ['a.example'], tls: { mode: 'SIMPLE', credentialName: 'cert' } }] },
    ],
    [
      'ServiceEntry',
      serviceEntrySpec,
      { hosts: ['api.example'], ports: [port], resolution: 'DNS', location: 'MESH_EXTERNAL' },
    ],
    [
      'PeerAuthentication',
      peerAuthenticationSpec,
      {
        selector: { matchLabels: { app: 'a' } },
        mtls: { mode: 'STRICT' },
        portLevelMtls: { '8080': { mode: 'DISABLE' } },
      },
    ],
    [
      'RequestAuthentication',
      requestAuthenticationSpec,
      { jwtRules: [{ issuer: 'i', jwksUri: 'https://i.example/keys' }] },
    ],
    [
      'AuthorizationPolicy',
      authorizationPolicySpec,
      {
        action: 'DENY',
        rules: [
          {
            from: [{ source: { namespaces: ['dev'] } }],
            to: [{ operation: { methods: ['POST'], ports: ['80'] } }],
            when: [{ key: 'request.headers[x]', values: ['1'] }],
          },
        ],
      },
    ],
    ['AuthorizationPolicy that allows nothing', authorizationPolicySpec, {}],
    [
      'Sidecar',
      sidecarSpec,
      { egress: [{ hosts: ['./*', 'istio-system/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    ],
    [
      'Telemetry',
      telemetrySpec,
      {
        tracing: [{ randomSamplingPercentage: 10 }],
        metrics: [{ overrides: [{ match: { metric: 'REQUEST_COUNT' }, disabled: true }] }],
      },
    ],
    [
      'HTTPRoute',
      httpRouteSpec,
      {
        parentRefs: [{ name: 'gw' }],
        rules: [
          {
            backendRefs: [
              { name: 'a', port: 80, weight: 9 },
              { name: 'b', port: 80, weight: 1 },
            ],
          },
        ],
      },
    ],
    ['Gateway API Gateway', kubernetesGatewaySpec, { gatewayClassName: 'istio', listeners: [listener] }],
  ])('%s', (_name, schema, spec) => {
    expect(sentences(fieldErrors(schema, spec, ['spec']))).toEqual([])
  })
})

describe('the other kinds refuse', () => {
  test.each([
    ['a host-less DestinationRule', destinationRuleSpec, {}, 'spec.host: Required value: must be a string'],
    [
      'an unknown balancer',
      destinationRuleSpec,
      { host: 'a', trafficPolicy: { loadBalancer: { simple: 'FASTEST' } } },
      'spec.trafficPolicy.loadBalancer.simple: Unsupported value: "FASTEST": supported values: "UNSPECIFIED", "LEAST_CONN", "RANDOM", "PASSTHROUGH", "ROUND_ROBIN", "LEAST_REQUEST"',
    ],
    [
      'a subset twice',
      destinationRuleSpec,
      { host: 'a', subsets: [{ name: 'v1' }, { name: 'v1' }] },
      'spec.subsets[1].name: Invalid value: "v1": must be unique in this rule',
    ],
    [
      'shares that are not 100',
      destinationRuleSpec,
      {
        host: 'a',
        trafficPolicy: { loadBalancer: { localityLbSetting: { distribute: [{ from: 'r/*', to: { r: 60 } }] } } },
      },
      'spec.trafficPolicy.loadBalancer.localityLbSetting.distribute[0].to: Invalid value: {"r":60}: must add up to 100',
    ],
    [
      'MUTUAL without a key',
      destinationRuleSpec,
      { host: 'a', trafficPolicy: { tls: { mode: 'MUTUAL', clientCertificate: '/c' } } },
      'spec.trafficPolicy.tls.privateKey: Required value: must be set for MUTUAL without credentialName',
    ],
    ['a Gateway without servers', gatewaySpec, {}, 'spec.servers: Required value: must be a list'],
    [
      'HTTPS without tls',
      gatewaySpec,
      { servers: [{ port, hosts: ['*'] }] },
      'spec.servers[0].tls: Required value: must be set for protocol HTTPS',
    ],
    [
      'SIMPLE without a certificate',
      gatewaySpec,
      { servers: [{ port, hosts: ['*'], tls: { mode: 'SIMPLE' } }] },
      'spec.servers[0].tls.credentialName: Required value: must be set for mode SIMPLE',
    ],
    [
      'a bad protocol',
      gatewaySpec,
      { servers: [{ ...server, port: { ...server.port, protocol: 'SPDY' } }] },
      'spec.servers[0].port.protocol: Invalid value: "SPDY": must be one of HTTP, HTTPS, GRPC, GRPC-WEB, HTTP2, MONGO, TCP, TLS, REDIS, MYSQL and UDP',
    ],
    ['an entry of *', serviceEntrySpec, { hosts: ['*'] }, 'spec.hosts[0]: Invalid value: "*": must not be *'],
    [
      'a port number twice',
      serviceEntrySpec,
      { hosts: ['a'], ports: [port, { ...port, name: 'b' }] },
      'spec.ports[1].number: Invalid value: 443: must be unique in this object',
    ],
    [
      'a wildcard by DNS',
      serviceEntrySpec,
      { hosts: ['*.a'], resolution: 'DNS' },
      'spec.hosts[0]: Invalid value: "*.a": must have no wildcard for resolution DNS without endpoints',
    ],
    [
      'port modes without a selector',
      peerAuthenticationSpec,
      { portLevelMtls: { '80': { mode: 'STRICT' } } },
      'spec.portLevelMtls: Invalid value: {"80":{"mode":"STRICT"}}: must be combined with selector.matchLabels',
    ],
    [
      'a port named web',
      peerAuthenticationSpec,
      { selector: { matchLabels: { a: 'b' } }, portLevelMtls: { web: {} } },
      'spec.portLevelMtls.web: Invalid value: {}: must be a port number from 1 to 65535',
    ],
    [
      'an unknown mode',
      peerAuthenticationSpec,
      { mtls: { mode: 'ON' } },
      'spec.mtls.mode: Unsupported value: "ON": supported values: "UNSET", "DISABLE", "PERMISSIVE", "STRICT"',
    ],
    [
      'two key sources',
      requestAuthenticationSpec,
      { jwtRules: [{ issuer: 'i', jwks: '{}', jwksUri: 'https://a' }] },
      'spec.jwtRules[0]: Invalid value: {"issuer":"i","jwks":"{}","jwksUri":"https://a"}: must set only one of jwksUri and jwks',
    ],
    [
      'DENY without rules',
      authorizationPolicySpec,
      { action: 'DENY' },
      'spec.rules: Required value: must be set for action DENY',
    ],
    [
      'an unknown condition',
      authorizationPolicySpec,
      { rules: [{ when: [{ key: 'color', values: ['red'] }] }] },
      expect.stringContaining('spec.rules[0].when[0].key: Invalid value: "color": must be request.headers[NAME]'),
    ],
    [
      'an empty source',
      authorizationPolicySpec,
      { rules: [{ from: [{ source: {} }] }] },
      'spec.rules[0].from[0].source: Invalid value: {}: must have at least one condition',
    ],
    [
      'an egress host without namespace',
      sidecarSpec,
      { egress: [{ hosts: ['a.example'] }] },
      'spec.egress[0].hosts[0]: Invalid value: "a.example": must be NAMESPACE/HOST, with ".", "*" or "~" allowed as namespace',
    ],
    [
      'sampling of 101 percent',
      telemetrySpec,
      { tracing: [{ randomSamplingPercentage: 101 }] },
      'spec.tracing[0].randomSamplingPercentage: Invalid value: 101: must be at most 100',
    ],
    [
      'a route weight of -1',
      httpRouteSpec,
      { rules: [{ backendRefs: [{ name: 'a', weight: -1 }] }] },
      'spec.rules[0].backendRefs[0].weight: Invalid value: -1: must be at least 0',
    ],
    [
      'a listener without port',
      kubernetesGatewaySpec,
      { gatewayClassName: 'istio', listeners: [{ name: 'a', protocol: 'HTTP' }] },
      'spec.listeners[0].port: Required value: must be a number',
    ],
  ])('%s', (...[, schema, spec, sentence]) => {
    expect(sentences(fieldErrors(schema, spec, ['spec']))).toEqual([sentence])
  })
})
