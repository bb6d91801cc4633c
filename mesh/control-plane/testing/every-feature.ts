import { aPod, aService, aSlice, anIstioObject } from './objects.ts'

// One of everything a user can configure, for checks against the real Envoy.

const v1 = [{ destination: { host: 'reviews', subset: 'v1', port: { number: 9080 } } }]
const both = [
  {
    destination: { host: 'reviews', subset: 'v1', port: { number: 9080 } },
    weight: 9,
    headers: { request: { set: { a: 'b' } } },
  },
  { destination: { host: 'reviews', subset: 'v2', port: { number: 9080 } }, weight: 1 },
]

const destinationRule = anIstioObject(
  'DestinationRule',
  { name: 'reviews' },
  {
    host: 'reviews',
    trafficPolicy: {
      loadBalancer: { simple: 'LEAST_REQUEST', warmup: { duration: '10s' } },
      connectionPool: {
        tcp: {
          maxConnections: 100,
          connectTimeout: '2s',
          maxConnectionDuration: '60s',
          tcpKeepalive: { time: '60s', interval: '10s', probes: 3 },
        },
        http: {
          http1MaxPendingRequests: 10,
          http2MaxRequests: 100,
          maxRequestsPerConnection: 100,
          maxRetries: 3,
          idleTimeout: '30s',
          maxConcurrentStreams: 10,
        },
      },
      outlierDetection: {
        consecutive5xxErrors: 5,
        consecutiveGatewayErrors: 3,
        splitExternalLocalOriginErrors: true,
        consecutiveLocalOriginFailures: 2,
        interval: '5s',
        baseEjectionTime: '30s',
        maxEjectionPercent: 50,
        minHealthPercent: 20,
      },
      retryBudget: { percent: 25, minRetryConcurrency: 5 },
    },
    subsets: [
      { name: 'v1', labels: { version: 'v1' } },
      {
        name: 'v2',
        labels: { version: 'v2' },
        trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: 'user', path: '/', ttl: '1h' } } } },
      },
      {
        name: 'maglev',
        labels: { version: 'v2' },
        trafficPolicy: { loadBalancer: { consistentHash: { useSourceIp: true, maglev: { tableSize: 101 } } } },
      },
      { name: 'simple', labels: { version: 'v2' }, trafficPolicy: { tls: { mode: 'SIMPLE', sni: 'a.example' } } },
      { name: 'auto', labels: { version: 'v2' }, trafficPolicy: { tls: { mode: 'SIMPLE' } } },
      { name: 'mutual', labels: { version: 'v2' }, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
      { name: 'plain', labels: { version: 'v2' }, trafficPolicy: { tls: { mode: 'DISABLE' } } },
      { name: 'passthrough', labels: { version: 'v2' }, trafficPolicy: { loadBalancer: { simple: 'PASSTHROUGH' } } },
    ],
  },
)

const virtualService = anIstioObject(
  'VirtualService',
  { name: 'reviews' },
  {
    hosts: ['reviews'],
    http: [
      {
        name: 'conditions',
        match: [
          {
            name: 'all',
            uri: { prefix: '/a' },
            ignoreUriCase: true,
            method: { exact: 'GET' },
            scheme: { exact: 'http' },
            authority: { prefix: 'r' },
            headers: { who: { exact: 'me' }, any: {} },
            withoutHeaders: { no: {}, nor: { prefix: 'x' } },
            queryParams: { q: { regex: '\\d+' }, p: {} },
          },
          { name: 'regex', uri: { regex: '/b/.*' } },
        ],
        route: both,
        timeout: '3s',
        retries: { attempts: 3, perTryTimeout: '1s', retryOn: '5xx,503', retryRemoteLocalities: true, backoff: '25ms' },
        fault: {
          delay: { fixedDelay: '1s', percentage: { value: 1.5 } },
          abort: { httpStatus: 503, percentage: { value: 0.5 } },
        },
        corsPolicy: {
          allowOrigins: [{ exact: 'https://a' }, { regex: '.*' }],
          allowMethods: ['GET'],
          allowHeaders: ['x'],
          exposeHeaders: ['y'],
          maxAge: '1h',
          allowCredentials: true,
          unmatchedPreflights: 'IGNORE',
        },
        mirrors: [
          { destination: { host: 'reviews', subset: 'v2', port: { number: 9080 } }, percentage: { value: 10 } },
        ],
        headers: {
          request: { set: { x: '1', host: 'other' }, add: { y: '2' }, remove: ['z'] },
          response: { set: { r: '1' }, remove: ['server'] },
        },
      },
      {
        match: [{ uri: { exact: '/old' } }],
        redirect: { uri: '/new', authority: 'n.example', scheme: 'https', redirectCode: 308 },
      },
      { match: [{ uri: { exact: '/tea' } }], directResponse: { status: 418, body: { string: 'tea' } } },
      { match: [{ uri: { prefix: '/rewrite' } }], rewrite: { uri: '/', authority: 'b.example' }, route: v1 },
      {
        match: [{ uri: { prefix: '/regex' } }],
        rewrite: { uriRegexRewrite: { match: '^/regex/(.*)$', rewrite: '/\\1' } },
        route: v1,
      },
      { match: [{ uri: { prefix: '/grpc' } }], fault: { abort: { grpcStatus: 'UNAVAILABLE' } }, route: v1 },
      { route: v1, mirror: { host: 'reviews', subset: 'v2', port: { number: 9080 } } },
    ],
    tls: [
      {
        match: [{ port: 7100, sniHosts: ['reviews.shop.svc.cluster.local'] }],
        route: [{ destination: { host: 'reviews', port: { number: 7100 } } }],
      },
    ],
    tcp: [
      {
        match: [{ port: 7000 }],
        route: [
          { destination: { host: 'reviews', subset: 'v1', port: { number: 7000 } }, weight: 3 },
          { destination: { host: 'reviews', subset: 'v2', port: { number: 7000 } }, weight: 1 },
        ],
      },
    ],
  },
)

const outside = ['STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'NONE'].map((resolution, index) =>
  anIstioObject(
    'ServiceEntry',
    { name: `outside-${index}` },
    {
      hosts: [`outside-${index}.example.com`],
      resolution,
      ports: [
        { number: 80, name: 'http', protocol: 'HTTP' },
        { number: 443, name: 'tls', protocol: 'TLS' },
      ],
      ...(resolution === 'STATIC' && { endpoints: [{ address: '192.0.2.7' }] }),
    },
  ),
)

/** Objects that use every feature of the shop's services. */
export const everyFeature = [
  destinationRule,
  virtualService,
  ...outside,
  anIstioObject(
    'PeerAuthentication',
    { name: 'ports' },
    {
      selector: { matchLabels: { app: 'reviews' } },
      mtls: { mode: 'PERMISSIVE' },
      portLevelMtls: { 9090: { mode: 'STRICT' }, 7000: { mode: 'DISABLE' } },
    },
  ),
]

export const gatewayProxy = { pod: 'gate', namespace: 'istio-system', ip: '127.204.9.1', role: 'router' as const }
const gatewayPort = [{ name: 'http2', port: 80, targetPort: 8080 }]

/** A gateway, its Service and what it exposes. */
export const gatewayObjects = [
  aPod({
    name: 'gate',
    namespace: 'istio-system',
    ip: gatewayProxy.ip,
    labels: { istio: 'gate' },
    ports: [{ containerPort: 8080, hostPort: 23998, hostIP: '127.0.0.1' }],
  }),
  aService({ name: 'gate', namespace: 'istio-system', selector: { istio: 'gate' }, ports: gatewayPort }),
  aSlice('gate', [{ name: 'http2', port: 8080 }], [{ ip: gatewayProxy.ip, pod: 'gate' }]),
  anIstioObject(
    'Gateway',
    { name: 'web' },
    {
      selector: { istio: 'gate' },
      servers: [
        { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] },
        {
          port: { number: 8081, name: 'redirect', protocol: 'HTTP' },
          hosts: ['shop.example'],
          tls: { httpsRedirect: true },
        },
      ],
    },
  ),
  anIstioObject(
    'VirtualService',
    { name: 'web' },
    {
      hosts: ['shop.example', '*'],
      gateways: ['web'],
      http: [{ match: [{ uri: { prefix: '/a' } }], route: both }, { route: v1 }],
    },
  ),
]
