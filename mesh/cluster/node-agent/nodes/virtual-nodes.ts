import { regionLabel, zoneLabel } from '../../objects/node.ts'

export type VirtualNode = { readonly name: string; readonly region: string; readonly zone: string }

/** One machine stands for three nodes in three zones, so that locality can be shown. */
export const virtualNodes: readonly VirtualNode[] = [
  { name: 'node-a', region: 'local', zone: 'local-a' },
  { name: 'node-b', region: 'local', zone: 'local-b' },
  { name: 'node-c', region: 'local', zone: 'local-c' },
]

/** Where a node is; an unknown one is nowhere. */
export function localityOf(name: string): { region: string; zone: string } {
  const found = virtualNodes.find((node) => node.name === name)
  return { region: found?.region ?? '', zone: found?.zone ?? '' }
}

export type NodeFacts = {
  readonly logPort: number
  readonly cpus: number
  readonly memoryBytes: number
  readonly kernel: string
  readonly os: string
  readonly version: string
}

export function nodeObject({ name, region, zone }: VirtualNode) {
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': process.arch === 'x64' ? 'amd64' : process.arch,
    [regionLabel]: region,
    [zoneLabel]: zone,
  }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: { providerID: `heddle://${zone}/${name}` },
  }
}

/** The node's status as its kubelet would report it; `ready: false` when the agent stops on purpose. */
export function nodeStatus({ name }: VirtualNode, facts: NodeFacts, { ready, now }: { ready: boolean; now: Date }) {
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z')
  const resources = { cpu: String(facts.cpus), memory: `${Math.floor(facts.memoryBytes / 1024)}Ki`, pods: '80' }
  return {
    capacity: resources,
    allocatable: resources,
    addresses: [
      { type: 'InternalIP', address: '127.0.0.1' },
      { type: 'Hostname', address: name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: facts.logPort } },
    nodeInfo: {
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      bootID: '',
      machineID: '',
      systemUUID: '',
      containerRuntimeVersion: 'process://1',
      kernelVersion: facts.kernel,
      kubeProxyVersion: '',
      kubeletVersion: facts.version,
      operatingSystem: 'linux',
      osImage: facts.os,
    },
    conditions: [
      {
        type: 'Ready',
        status: ready ? 'True' : 'False',
        reason: ready ? 'NodeAgentReady' : 'NodeAgentStopped',
        message: ready ? 'the node agent is running pods' : 'the node agent was stopped',
        lastHeartbeatTime: time,
      },
    ],
  }
}
