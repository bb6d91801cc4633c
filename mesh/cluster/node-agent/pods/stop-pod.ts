import { setTimeout as delay } from 'node:timers/promises'
import type { Container } from '../../objects/container.ts'
import type { Pod } from '../../objects/pod.ts'
import type { ContainerWorker } from '../containers/container-worker.ts'
import type { Launch } from '../processes/container-process.ts'
import { drainProxy } from '../proxy/drain-proxy.ts'
import { appAddressOf, proxyContainer } from './app-address.ts'
import type { PodHost } from './pod-host.ts'
import { runPreStop } from './pre-stop.ts'

export type StoppablePod = {
  readonly pod: Pod
  readonly podIp: string
  readonly init: readonly ContainerWorker[]
  readonly containers: ReadonlyMap<string, ContainerWorker>
  readonly launch: (container: Container) => Promise<Launch>
}

/**
 * Ends a pod so that no request fails: it goes on serving until its callers know, then its proxy closes connections as
 * their requests end, then the apps get SIGTERM, and last the proxy, which they need for their own last calls. All of
 * it within the grace period; what is left then gets SIGKILL.
 */
export async function stopPod(
  pod: StoppablePod,
  host: Pick<PodHost, 'drain' | 'note'>,
  graceMs: number,
): Promise<void> {
  const deadline = Date.now() + graceMs
  const left = () => Math.max(0, deadline - Date.now())
  const proxy = pod.containers.get(proxyContainer)
  const apps = [...pod.containers].filter(([name]) => name !== proxyContainer)
  for (const [name, worker] of pod.containers)
    if (worker.snapshot.state.kind === 'running') noteKilling(pod.pod, name, host)
  if (proxy?.snapshot.state.kind === 'running') await drain(pod.podIp, host.drain, graceMs / 2)
  await Promise.all([
    ...pod.init.map((worker) => worker.stop(left())),
    ...apps.map(([name, worker]) => stopApp({ pod, name, worker }, left)),
  ])
  await proxy?.stop(Math.min(5_000, left()))
}

/** The whole drain takes at most `limitMs`. */
async function drain(podIp: string, { announceMs, drainMs }: PodHost['drain'], limitMs: number): Promise<void> {
  const scale = Math.min(1, limitMs / Math.max(1, announceMs + drainMs))
  await delay(announceMs * scale)
  if (scale > 0 && (await drainProxy(podIp))) await delay(drainMs * scale)
}

type App = { readonly pod: StoppablePod; readonly name: string; readonly worker: ContainerWorker }

async function stopApp({ pod, name, worker }: App, left: () => number): Promise<void> {
  const container = pod.pod.spec.containers.find((candidate) => candidate.name === name)
  if (container !== undefined && worker.snapshot.state.kind === 'running' && left() > 0) {
    const target = { address: appAddressOf(pod.pod, pod.podIp), launch: () => pod.launch(container) }
    await runPreStop(container, target, left()).catch(() => undefined)
  }
  await worker.stop(left())
}

function noteKilling(pod: Pod, name: string, { note }: Pick<PodHost, 'note'>): void {
  note({
    regarding: pod,
    type: 'Normal',
    reason: 'Killing',
    message: `Stopping container ${name}`,
    component: 'kubelet',
    fieldPath: `spec.containers{${name}}`,
    host: pod.spec.nodeName ?? '',
  })
}
