import type { Container, EnvFrom, EnvVar } from '../../objects/container.ts'
import type { Pod } from '../../objects/pod.ts'
import { LaunchRefusal } from './launch-refusal.ts'

/** ConfigMaps and decoded Secrets by name; undefined: not there. */
export type KeyedData = {
  readonly configMap: (name: string) => Readonly<Record<string, string>> | undefined
  readonly secret: (name: string) => Readonly<Record<string, string>> | undefined
}

export type EnvironmentInput = {
  readonly pod: Pod
  readonly container: Container
  readonly podIp: string
  readonly data: KeyedData
}

/**
 * What the container itself asks for: `envFrom`, then `env`, where `$(NAME)` stands for an earlier variable.
 * @throws LaunchRefusal when a ConfigMap, Secret or key that is not optional is missing
 */
export function containerEnvironment(
  input: EnvironmentInput,
  base: Readonly<Record<string, string>>,
): Record<string, string> {
  const { container, data } = input
  const result: Record<string, string> = { ...base }
  for (const source of container.envFrom ?? []) Object.assign(result, everything(source, data))
  for (const variable of container.env ?? []) {
    const value = valueOf(variable, input)
    if (value !== undefined) result[variable.name] = expand(value, result)
  }
  return result
}

/** Replaces `$(NAME)` where NAME is set; `$$(NAME)` stays as `$(NAME)`. */
export function expand(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$?\$\(([A-Za-z_][\w.-]*)\)/g, (whole, name: string) =>
    whole.startsWith('$$') ? whole.slice(1) : (values[name] ?? whole),
  )
}

function everything({ prefix = '', configMapRef, secretRef }: EnvFrom, data: KeyedData): Record<string, string> {
  const [kind, ref] =
    configMapRef === undefined ? (['secret', secretRef] as const) : (['configMap', configMapRef] as const)
  const values = data[kind](ref?.name ?? '')
  if (values === undefined && ref?.optional !== true) throw missing(`${kind} "${ref?.name ?? ''}" not found`)
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [prefix + name, value]))
}

function valueOf({ name, value, valueFrom }: EnvVar, { pod, podIp, data }: EnvironmentInput): string | undefined {
  if (valueFrom === undefined) return value ?? ''
  const { fieldRef, configMapKeyRef, secretKeyRef } = valueFrom
  if (fieldRef !== undefined) return podField(pod, podIp, fieldRef.fieldPath)
  if (configMapKeyRef !== undefined) return keyed(configMapKeyRef, 'configMap', data)
  if (secretKeyRef !== undefined) return keyed(secretKeyRef, 'secret', data)
  throw missing(`env ${name} has a valueFrom that is not supported: use fieldRef, configMapKeyRef or secretKeyRef`)
}

type KeyRef = NonNullable<NonNullable<EnvVar['valueFrom']>['configMapKeyRef']>

function keyed({ name = '', key, optional }: KeyRef, kind: keyof KeyedData, data: KeyedData): string | undefined {
  const values = data[kind](name)
  const value = values?.[key]
  if (value !== undefined || optional === true) return value
  throw missing(values === undefined ? `${kind} "${name}" not found` : `key "${key}" not found in ${kind} "${name}"`)
}

/** A field of the downward API. */
function podField({ metadata, spec }: Pod, podIp: string, path: string): string {
  const entry = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path)
  if (entry !== null) return metadata[entry[1] === 'labels' ? 'labels' : 'annotations']?.[entry[2] ?? ''] ?? ''
  const fields: Record<string, string> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'spec.nodeName': spec.nodeName ?? '',
    'spec.serviceAccountName': spec.serviceAccountName ?? 'default',
    'status.podIP': podIp,
    'status.podIPs': podIp,
    'status.hostIP': '127.0.0.1',
  }
  const value = fields[path]
  if (value === undefined) throw missing(`fieldPath "${path}" is not one of ${Object.keys(fields).join(', ')}`)
  return value
}

function missing(message: string): LaunchRefusal {
  return new LaunchRefusal('CreateContainerConfigError', message)
}
