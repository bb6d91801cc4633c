import { join } from 'node:path'
import type { Container } from '../../objects/container.ts'
import type { Pod, Volume } from '../../objects/pod.ts'
import { requestToken } from '../cluster/service-account-token.ts'
import { containerCommand } from '../containers/container-command.ts'
import { containerEnvironment, expand, type KeyedData } from '../containers/container-environment.ts'
import { fetchData, referencedNames } from '../containers/referenced-data.ts'
import { serviceEnvironment } from '../containers/service-environment.ts'
import type { Launch } from '../processes/container-process.ts'
import { proxyCommand } from '../proxy/proxy-command.ts'
import { writeProxyFiles } from '../proxy/proxy-files.ts'
import { volumeFiles } from '../volumes/volume-files.ts'
import { volumeDir, volumeVariable, writeVolume } from '../volumes/write-volume.ts'
import { appAddressOf, proxyContainer } from './app-address.ts'
import type { PodHost } from './pod-host.ts'

export type LaunchInput = {
  readonly host: PodHost
  readonly pod: Pod
  readonly container: Container
  readonly podIp: string
  readonly dir: string
}

/**
 * What to run for a container, with everything it needs on disk.
 * @throws LaunchRefusal when the container can't be started as written, Error when the cluster API is away
 */
export async function launchContainer(input: LaunchInput): Promise<Launch> {
  const { container, dir, pod } = input
  if (container.name === proxyContainer) return launchProxy(input)
  const volumes = mounted(pod, container)
  const data = await fetchData(input.host.client, pod.metadata.namespace, referencedNames(container, volumes))
  await writeVolumes(input, data)
  const program = containerCommand(container, input.host.programs)
  const env = containerEnvironment({ ...input, data }, { ...baseEnvironment(input), ...program.env })
  const cwd = container.workingDir ?? program.cwd ?? dir
  return { argv: program.command.map((word) => expand(word, env)), env, cwd }
}

async function launchProxy(input: LaunchInput): Promise<Launch> {
  const { host, pod, dir } = input
  const locality = host.localityOf(pod.spec.nodeName ?? '')
  const bootstrap = await writeProxyFiles({ ...input, client: host.client, settings: host.settings, locality })
  return { argv: proxyCommand(host.envoy, bootstrap), env: systemEnvironment(), cwd: dir }
}

async function writeVolumes({ host, pod, container, dir }: LaunchInput, data: KeyedData): Promise<void> {
  for (const volume of mounted(pod, container)) {
    const { files, tokens } = volumeFiles(volume, data)
    const issued: Record<string, string> = {}
    for (const { path, audience } of tokens) issued[path] = await requestToken(host.client, pod, audience)
    writeVolume(volumeDir(dir, volume.name), { ...files, ...issued })
  }
}

function mounted({ spec }: Pod, { volumeMounts = [] }: Container): Volume[] {
  const names = new Set(volumeMounts.map(({ name }) => name))
  return (spec.volumes ?? []).filter(({ name }) => names.has(name))
}

/** What every app gets; the container's own `env` comes on top. */
function baseEnvironment({ host, pod, container, podIp, dir }: LaunchInput): Record<string, string> {
  const { name, namespace } = pod.metadata
  const volumes = mounted(pod, container).map((volume) => [volumeVariable(volume.name), volumeDir(dir, volume.name)])
  return {
    ...systemEnvironment(),
    HOME: dir,
    TMPDIR: join(dir, 'tmp'),
    HOSTNAME: name,
    ...serviceEnvironment(host.servicesOf(namespace), podIp),
    ...Object.fromEntries(volumes),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${host.settings.HEDDLE_OTLP_HTTP_PORT}`,
    POD_APP_ADDRESS: appAddressOf(pod, podIp),
    POD_IP: podIp,
    POD_NAME: name,
    POD_NAMESPACE: namespace,
  }
}

/** A short list on purpose: the agent's own environment may hold secrets. */
function systemEnvironment(): Record<string, string> {
  const names = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'LD_LIBRARY_PATH']
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}
