import { changeAnswer, type ChangeAnswer, type ChangeRequest } from '../contract/changes.ts'
import { apiPost } from './api.ts'

type Sent = Omit<ChangeRequest, 'dryRun'>

/** What the API server would store; nothing is written. @throws ApiError, status 409 with the live object on conflict */
export function dryRunChange(change: Sent): Promise<ChangeAnswer> {
  return apiPost('/api/changes', changeAnswer, { ...change, dryRun: true })
}

/** Writes a change. @throws ApiError as dryRunChange */
export function applyChange(change: Sent): Promise<ChangeAnswer> {
  return apiPost('/api/changes', changeAnswer, { ...change, dryRun: false })
}

export type Revert = { reason?: string; resourceVersion?: string; dryRun?: boolean }

/** Puts back what a change replaced, or shows what that would do. @throws ApiError as dryRunChange */
export function revertChange(id: string, revert: Revert = {}): Promise<ChangeAnswer> {
  return apiPost(`/api/changes/${encodeURIComponent(id)}/revert`, changeAnswer, revert)
}
