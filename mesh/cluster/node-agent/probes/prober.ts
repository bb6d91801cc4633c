import { setTimeout as delay } from 'node:timers/promises'
import type { Probe } from '../../objects/container.ts'
import { afterResult, noHistory, verdictOf } from './probe-verdict.ts'
import { runProbe, type ProbeTarget } from './run-probe.ts'

export type ProbeKind = 'Startup' | 'Liveness' | 'Readiness'

/** Until it passes for the first time, a readiness probe asks at least this often: pods come up without idle waiting. */
const eagerMs = 500

export type ProberHooks = {
  /** Ask often until the first pass. */
  readonly eager: boolean
  readonly onVerdict: (verdict: 'passed' | 'failed') => void
  readonly onFailure: (message: string, verdict: 'passed' | 'failed' | 'undecided') => void
}

/** Repeats a probe until aborted and tells each verdict; the first comes after `initialDelaySeconds`. */
export async function runProber(
  probe: Probe,
  target: ProbeTarget,
  hooks: ProberHooks & { signal: AbortSignal },
): Promise<void> {
  const { signal, onVerdict, onFailure, eager } = hooks
  const periodMs = (probe.periodSeconds ?? 10) * 1000
  let waiting = eager
  let history = noHistory
  await pause((probe.initialDelaySeconds ?? 0) * 1000, signal)
  while (!signal.aborted) {
    const result = await runProbe(probe, target)
    if (signal.aborted) return
    history = afterResult(history, result.ok)
    waiting &&= !result.ok
    const verdict = verdictOf(history, probe)
    if (!result.ok) onFailure(result.message, verdict)
    if (verdict !== 'undecided') onVerdict(verdict)
    await pause(waiting ? Math.min(eagerMs, periodMs) : periodMs, signal)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
