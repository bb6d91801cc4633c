import { resourceName, type PrinterColumn, type ResourceDefinition } from '../resources/definition.ts'
import { ageOf } from './age.ts'
import { ageColumn, nameColumn, type Cell, type Column } from './column.ts'
import { daemonSetColumns, deploymentColumns, replicaSetColumns, statefulSetColumns } from './columns/apps.ts'
import {
  bindingColumns,
  configMapColumns,
  eventColumns,
  leaseColumns,
  namespaceColumns,
  nodeColumns,
  roleColumns,
  secretColumns,
  serviceAccountColumns,
} from './columns/core.ts'
import { endpointsColumns, endpointSliceColumns, serviceColumns } from './columns/network.ts'
import { podColumns } from './columns/pod.ts'
import { findByJsonPath } from './json-path.ts'

const builtIn: Readonly<Record<string, readonly Column[]>> = {
  namespaces: namespaceColumns,
  pods: podColumns,
  services: serviceColumns,
  endpoints: endpointsColumns,
  serviceaccounts: serviceAccountColumns,
  secrets: secretColumns,
  configmaps: configMapColumns,
  events: eventColumns,
  nodes: nodeColumns,
  'deployments.apps': deploymentColumns,
  'replicasets.apps': replicaSetColumns,
  'statefulsets.apps': statefulSetColumns,
  'daemonsets.apps': daemonSetColumns,
  'endpointslices.discovery.k8s.io': endpointSliceColumns,
  'leases.coordination.k8s.io': leaseColumns,
  'roles.rbac.authorization.k8s.io': roleColumns,
  'clusterroles.rbac.authorization.k8s.io': roleColumns,
  'rolebindings.rbac.authorization.k8s.io': bindingColumns,
  'clusterrolebindings.rbac.authorization.k8s.io': bindingColumns,
  'customresourcedefinitions.apiextensions.k8s.io': roleColumns,
}

/** The columns of a resource, as kubectl shows them on a real cluster. */
export function columnsOf(definition: ResourceDefinition): readonly Column[] {
  const known = builtIn[resourceName(definition)]
  if (known !== undefined) return known
  if (definition.columns.length === 0) return [nameColumn, ageColumn]
  return [nameColumn, ...definition.columns.map(printerColumn)]
}

function printerColumn({ name, type, jsonPath, description, priority }: PrinterColumn): Column {
  return {
    name,
    type: type === 'date' ? 'string' : type,
    description: description ?? '',
    priority: (priority ?? 0) > 0 ? 1 : 0,
    cell: (object, now) => {
      const [value] = findByJsonPath(object, jsonPath)
      return type === 'date' ? ageOf(value, now) : cellOf(value)
    },
  }
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}
