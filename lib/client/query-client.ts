import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** A refusal is final; only silence and a failing server are worth asking again. */
export function shouldRetry(failureCount: number, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return failureCount < 2 && (error.status === 0 || error.status >= 500)
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 300_000,
        retry: shouldRetry,
        retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 5_000),
        // A loopback console answers without a network; offline detection would only pause it.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
