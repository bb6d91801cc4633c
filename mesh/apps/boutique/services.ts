import type { LatencyModel } from '../shared/latency.ts'

/** A call that a service makes for each request it gets. */
export interface ServiceCall {
  readonly service: string
  readonly over: 'http' | 'grpc' | 'store' | 'outside'
  /** A path, a gRPC method, or a store's command. */
  readonly what: string
  /** Made for every n-th request; 1 when absent. */
  readonly every?: number
  /** `optional`: without its answer the service still answers, and says what is missing. */
  readonly need: 'required' | 'optional'
}

export interface ServiceSpec {
  readonly protocol: 'http' | 'grpc'
  readonly latency: LatencyModel
  readonly calls: readonly ServiceCall[]
  /** It also works by itself, this often. */
  readonly everyMs?: number
}

const quick: LatencyModel = { typicalMs: 1.5, slowShare: 0.003, slowestMs: 60 }
const steady: LatencyModel = { typicalMs: 4, slowShare: 0.01, slowestMs: 150 }
const slow: LatencyModel = { typicalMs: 12, slowShare: 0.02, slowestMs: 400 }

const http = (service: string, what: string, more: Partial<ServiceCall> = {}): ServiceCall => ({
  service,
  over: 'http',
  what,
  need: 'optional',
  ...more,
})
const grpc = (service: string, what: string, more: Partial<ServiceCall> = {}): ServiceCall => ({
  ...http(service, what, more),
  over: 'grpc',
})

/** The shop: what each service is reached by, how long it works, and whom it calls. */
export const services: Readonly<Record<string, ServiceSpec>> = {
  frontend: {
    protocol: 'http',
    latency: quick,
    calls: [
      http('catalogue', '/products', { need: 'required' }),
      http('cart', '/carts/mara'),
      http('recommendation', '/for/mara'),
      http('ads', '/banner', { every: 2 }),
      grpc('currency', '/boutique.Currency/Convert'),
      http('checkout', '/orders', { every: 2 }),
    ],
  },
  catalogue: { protocol: 'http', latency: steady, calls: [] },
  cart: {
    protocol: 'http',
    latency: quick,
    calls: [{ service: 'cart-store', over: 'store', what: 'GET carts/mara', need: 'required' }],
  },
  recommendation: { protocol: 'http', latency: steady, calls: [http('catalogue', '/products')] },
  ads: { protocol: 'http', latency: quick, calls: [] },
  currency: {
    protocol: 'grpc',
    latency: quick,
    calls: [{ service: 'rates.bank.example', over: 'outside', what: '/rates', every: 5, need: 'optional' }],
  },
  checkout: {
    protocol: 'http',
    latency: steady,
    calls: [
      http('cart', '/carts/mara', { need: 'required' }),
      grpc('currency', '/boutique.Currency/Convert'),
      grpc('shipping', '/boutique.Shipping/Quote'),
      grpc('payment', '/boutique.Payment/Charge'),
      http('email', '/confirmations'),
    ],
  },
  payment: { protocol: 'grpc', latency: slow, calls: [] },
  shipping: { protocol: 'grpc', latency: steady, calls: [http('warehouse', '/stock')] },
  email: { protocol: 'http', latency: slow, calls: [] },
  'price-crawler': { protocol: 'http', latency: quick, calls: [http('catalogue', '/products')], everyMs: 500 },
  warehouse: { protocol: 'http', latency: steady, calls: [] },
  bank: { protocol: 'http', latency: slow, calls: [] },
}
