import { z } from 'zod'
import { aboutResponse } from './about.ts'
import { appResponse, appsResponse } from './apps.ts'
import {
  activityAnswer,
  activityQuery,
  blameAnswer,
  blameQuery,
  changeAnswer,
  changeDetail,
  changeList,
  changeListQuery,
  changeRequest,
  revertRequest,
} from './changes.ts'
import { configListRequest, configListResponse, configParameters, configResponse } from './config.ts'
import { edgeRequest, edgeResponseBody } from './edge.ts'
import { edgeConnection } from './edge-connection.ts'
import { edgeExplanation } from './edge-explanation.ts'
import { embedTokenRequest, embedTokenResponse } from './embed-tokens.ts'
import { capsuleEstimate, capsuleEstimateRequest, capsuleRequest } from './capsule.ts'
import { graphRequest, graphResponse } from './graph.ts'
import { graphComparison, graphComparisonRequest } from './graph-comparison.ts'
import { guidedFacts } from './guided-edits.ts'
import { liveRequest } from './live.ts'
import { logsRequest, logsResponse } from './logs.ts'
import { namespaceResponse, namespacesResponse } from './namespaces.ts'
import { namespaceName } from '../domain/model/names.ts'
import { objectMetricsRequest, objectMetricsResponse } from './object-metrics.ts'
import { objectParameters } from './object-parameters.ts'
import { certificatesResponse, meshResponse, propagationRequest, propagationResponse } from './mesh.ts'
import { proxiesRequest, proxiesResponse, proxyConfigResponse, proxyResponse, rawConfigRequest } from './proxies.ts'
import {
  planCommandParameters,
  planList,
  planListQuery,
  planParameters,
  planRequest,
  planStepsRequest,
  planView,
} from './plans.ts'
import { healthzResponse, readyzResponse } from './readiness.ts'
import { tracePointsRequest, tracePointsResponse } from './trace-points.ts'
import {
  routingAnswer,
  routingList,
  routingListQuery,
  removalRequest,
  routingParameters,
  sequenceView,
  setupRequest,
  sharesAnswer,
  sharesQuery,
} from './routing.ts'
import { serviceResponse, servicesResponse } from './services.ts'
import { signInRequest, signInResponse } from './session.ts'
import { routeInForceRequest, routeInForceResponse } from './route-in-force.ts'
import {
  spanParameters,
  spansResponse,
  traceFormat,
  traceParameters,
  traceResponse,
  tracesRequest,
  tracesResponse,
} from './traces.ts'
import { listRequest, workloadResponse, workloadsResponse } from './workloads.ts'

/** One endpoint of the API. Without `response` it answers something else than JSON, which `summary` names. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'delete'
  readonly path: string
  readonly summary: string
  readonly open?: true
  readonly parameters?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response?: z.ZodType
}

const change = z.object({ id: z.string() })
const name = z.object({ name: namespaceName })

/** Every endpoint of the API; a test holds the list against the routes that exist. */
export const endpoints: readonly Endpoint[] = [
  { method: 'get', path: '/api/healthz', summary: 'The process lives.', open: true, response: healthzResponse },
  { method: 'get', path: '/api/readyz', summary: 'Each source as the console sees it.', response: readyzResponse },
  { method: 'get', path: '/api/about', summary: 'Versions and connections.', response: aboutResponse },
  { method: 'get', path: '/api/openapi.json', summary: 'This document, as JSON.' },
  { method: 'get', path: '/api/metrics', summary: "The console's own metrics, as Prometheus text." },
  { method: 'get', path: '/api/graph', summary: 'Who calls whom.', query: graphRequest, response: graphResponse },
  {
    method: 'get',
    path: '/api/graph/compare',
    summary: 'Two moments of the graph on one map, with what differs by more than chance.',
    query: graphComparisonRequest,
    response: graphComparison,
  },
  {
    method: 'get',
    path: '/api/edges/{id}',
    summary: 'Everything behind one edge of a graph.',
    parameters: change,
    query: edgeRequest,
    response: edgeResponseBody,
  },
  {
    method: 'get',
    path: '/api/edges/{id}/explain',
    summary: "Where an edge's numbers come from, and what is odd about it.",
    parameters: change,
    query: edgeRequest,
    response: edgeExplanation,
  },
  {
    method: 'get',
    path: '/api/edges/{id}/connection',
    summary: 'How both ends of an edge talk: TLS, identities, certificates.',
    parameters: change,
    query: edgeRequest,
    response: edgeConnection,
  },
  {
    method: 'get',
    path: '/api/capsule',
    summary: 'How large a capsule of a range would become.',
    query: capsuleEstimateRequest,
    response: capsuleEstimate,
  },
  {
    method: 'post',
    path: '/api/capsule',
    summary: 'Freezes a range into one redacted file and answers it.',
    body: capsuleRequest,
  },
  { method: 'get', path: '/api/namespaces', summary: 'Namespaces.', query: listRequest, response: namespacesResponse },
  {
    method: 'get',
    path: '/api/namespaces/{name}',
    summary: 'One namespace.',
    parameters: name,
    query: listRequest,
    response: namespaceResponse,
  },
  { method: 'get', path: '/api/workloads', summary: 'Workloads.', query: listRequest, response: workloadsResponse },
  detail('/api/workloads/{namespace}/{name}', 'One workload.', workloadResponse),
  { method: 'get', path: '/api/services', summary: 'Services.', query: listRequest, response: servicesResponse },
  detail('/api/services/{namespace}/{name}', 'One service.', serviceResponse),
  { method: 'get', path: '/api/apps', summary: 'Applications.', query: listRequest, response: appsResponse },
  detail('/api/apps/{namespace}/{name}', 'One application.', appResponse),
  { method: 'get', path: '/api/mesh', summary: 'What the mesh is made of and how it is set.', response: meshResponse },
  {
    method: 'get',
    path: '/api/mesh/certificates',
    summary: 'Certificates of proxies and the roots they trust, worst first.',
    response: certificatesResponse,
  },
  {
    method: 'get',
    path: '/api/mesh/propagation',
    summary: 'How long a change takes until proxies acknowledge it.',
    query: propagationRequest,
    response: propagationResponse,
  },
  {
    method: 'get',
    path: '/api/proxies',
    summary: 'How far each proxy has its configuration.',
    query: proxiesRequest,
    response: proxiesResponse,
  },
  {
    method: 'get',
    path: '/api/proxies/{namespace}/{name}',
    summary: 'One proxy, named by its pod, and what it refused.',
    parameters: objectParameters,
    response: proxyResponse,
  },
  {
    method: 'get',
    path: '/api/proxies/{namespace}/{name}/config',
    summary: "Envoy's configuration as tables.",
    parameters: objectParameters,
    response: proxyConfigResponse,
  },
  {
    method: 'get',
    path: '/api/proxies/{namespace}/{name}/config/raw',
    summary: "Envoy's configuration dump without keys.",
    parameters: objectParameters,
    query: rawConfigRequest,
  },
  {
    method: 'get',
    path: '/api/trace-points',
    summary: 'Single requests that a workload answered, for its duration chart.',
    query: tracePointsRequest,
    response: tracePointsResponse,
  },
  {
    method: 'get',
    path: '/api/object-metrics',
    summary: 'Istio metrics of one thing over time, by any of its labels.',
    query: objectMetricsRequest,
    response: objectMetricsResponse,
  },
  { method: 'get', path: '/api/traces', summary: 'Search of traces.', query: tracesRequest, response: tracesResponse },
  {
    method: 'get',
    path: '/api/traces/{traceId}',
    summary: 'One trace.',
    parameters: traceParameters,
    response: traceResponse,
  },
  {
    method: 'get',
    path: '/api/traces/{traceId}/spans/{spanId}',
    summary: 'The spans of one id in full.',
    parameters: spanParameters,
    response: spansResponse,
  },
  {
    method: 'get',
    path: '/api/traces/{traceId}/download',
    summary: 'One trace as a file, in JSON of its own or of OTLP.',
    parameters: traceParameters,
    query: traceFormat,
  },
  {
    method: 'get',
    path: '/api/route-in-force',
    summary: 'How requests to a service were split at a moment.',
    query: routeInForceRequest,
    response: routeInForceResponse,
  },
  { method: 'get', path: '/api/logs', summary: 'Merged log lines.', query: logsRequest, response: logsResponse },
  {
    method: 'get',
    path: '/api/config',
    summary: 'Configuration objects.',
    query: configListRequest,
    response: configListResponse,
  },
  {
    method: 'get',
    path: '/api/config/{kind}/{namespace}/{name}',
    summary: 'One configuration object.',
    parameters: configParameters,
    response: configResponse,
  },
  {
    method: 'get',
    path: '/api/routing',
    summary: 'What can be steered.',
    query: routingListQuery,
    response: routingList,
  },
  {
    method: 'get',
    path: '/api/routing/{namespace}/{name}',
    summary: 'The rules and weights of one service.',
    parameters: routingParameters,
    response: routingAnswer,
  },
  {
    method: 'get',
    path: '/api/routing/{namespace}/{name}/guided',
    summary: 'What guided edits must know: calls with their tries, subsets in use, mTLS and who would be cut off.',
    parameters: routingParameters,
    response: guidedFacts,
  },
  {
    method: 'get',
    path: '/api/routing/{namespace}/{name}/shares',
    summary: 'Observed shares over time.',
    parameters: routingParameters,
    query: sharesQuery,
    response: sharesAnswer,
  },
  { method: 'get', path: '/api/changes', summary: 'The ledger.', query: changeListQuery, response: changeList },
  {
    method: 'post',
    path: '/api/changes',
    summary: 'Plan or apply a change.',
    body: changeRequest,
    response: changeAnswer,
  },
  {
    method: 'get',
    path: '/api/changes/activity',
    summary: 'Failed requests over time, to lay changes beside.',
    query: activityQuery,
    response: activityAnswer,
  },
  {
    method: 'get',
    path: '/api/changes/blame',
    summary: 'Which change last touched each line of an object.',
    query: blameQuery,
    response: blameAnswer,
  },
  { method: 'get', path: '/api/changes/{id}', summary: 'One change.', parameters: change, response: changeDetail },
  {
    method: 'post',
    path: '/api/changes/{id}/revert',
    summary: 'Undo a change.',
    parameters: change,
    body: revertRequest,
    response: changeAnswer,
  },
  {
    method: 'post',
    path: '/api/routing/{namespace}/{name}/setup',
    summary: 'Give a service a route: subsets, acknowledged, then the VirtualService.',
    parameters: routingParameters,
    body: setupRequest,
    response: sequenceView,
  },
  {
    method: 'post',
    path: '/api/routing/{namespace}/{name}/removal',
    summary: 'Remove all routing of a service, in the order that never breaks traffic.',
    parameters: routingParameters,
    body: removalRequest,
    response: sequenceView,
  },
  {
    method: 'get',
    path: '/api/sequences/{id}',
    summary: 'How far a sequence of writes has come.',
    parameters: change,
    response: sequenceView,
  },
  {
    method: 'get',
    path: '/api/plans',
    summary: 'Staged plans, newest first.',
    query: planListQuery,
    response: planList,
  },
  {
    method: 'post',
    path: '/api/plans',
    summary: 'Make a staged plan; it begins at once.',
    body: planRequest,
    response: planView,
  },
  { method: 'get', path: '/api/plans/{id}', summary: 'One plan.', parameters: planParameters, response: planView },
  {
    method: 'post',
    path: '/api/plans/{id}/{command}',
    summary: 'Pause, continue or abort a plan.',
    parameters: planCommandParameters,
    response: planView,
  },
  {
    method: 'post',
    path: '/api/plans/{id}/steps',
    summary: 'Replace the steps of a plan that have not begun.',
    parameters: planParameters,
    body: planStepsRequest,
    response: planView,
  },
  { method: 'get', path: '/api/live', summary: 'Live events, as server-sent events.', query: liveRequest },
  {
    method: 'post',
    path: '/api/embed-tokens',
    summary: 'A read-only token for a frame.',
    body: embedTokenRequest,
    response: embedTokenResponse,
  },
  {
    method: 'post',
    path: '/api/session',
    summary: 'Sign in; sets the session cookie.',
    open: true,
    body: signInRequest,
    response: signInResponse,
  },
  { method: 'delete', path: '/api/session', summary: 'Sign out; ends the session cookie.', open: true },
]

function detail(path: string, summary: string, response: z.ZodType): Endpoint {
  return { method: 'get', path, summary, parameters: objectParameters, query: listRequest, response }
}
