import type { RequestSample, TelemetryLabels } from '../../lib/domain/telemetry/samples.ts'

/** Labels of a call from `front` to `cart` in `shop`, as the callee reports it over mutual TLS. */
export const callLabels: TelemetryLabels = {
  reporter: 'destination',
  sourceCluster: 'Kubernetes',
  sourceNamespace: 'shop',
  sourceWorkload: 'front-v1',
  sourceCanonicalService: 'front',
  sourceCanonicalRevision: 'v1',
  sourcePrincipal: 'spiffe://cluster.local/ns/shop/sa/front',
  destinationCluster: 'Kubernetes',
  destinationNamespace: 'shop',
  destinationWorkload: 'cart-v1',
  destinationCanonicalService: 'cart',
  destinationCanonicalRevision: 'v1',
  destinationPrincipal: 'spiffe://cluster.local/ns/shop/sa/cart',
  destinationService: 'cart.shop.svc.cluster.local',
  destinationServiceName: 'cart',
  destinationServiceNamespace: 'shop',
  connectionSecurityPolicy: 'mutual_tls',
}

/** One good HTTP request per second of that call, with whatever is different. */
export function requestSample(different: Partial<RequestSample> = {}): RequestSample {
  return { ...callLabels, protocol: 'http', code: '200', grpcStatus: null, flags: '-', perSecond: 1, ...different }
}

/** The labels of a service that has no workload. */
export const noWorkload = {
  destinationWorkload: 'unknown',
  destinationNamespace: 'unknown',
  destinationCanonicalService: 'unknown',
  destinationCanonicalRevision: 'latest',
  destinationPrincipal: 'unknown',
  destinationCluster: 'unknown',
} as const
