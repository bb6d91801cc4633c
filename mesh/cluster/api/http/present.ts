import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { tableOf, type TableRequest } from '../table/table.ts'
import { inVersion } from '../writes/identity.ts'
import { apiVersionOfContext, type ResourceContext } from './context.ts'
import type { Page } from './continuations.ts'

/** One object in the form and version that the client asked for. */
export function presentObject(context: ResourceContext, object: StoredObject): unknown {
  switch (context.form.type) {
    case 'table':
      return tableOf(tableRequest(context), [object], { resourceVersion: object.metadata.resourceVersion })
    case 'metadata':
      return metadataOnly(object)
    case 'object':
    case 'discovery':
      return inVersion(object, apiVersionOfContext(context))
  }
}

/** A list in the form and version that the client asked for. */
export function presentList(context: ResourceContext, page: Page): unknown {
  const metadata = {
    resourceVersion: page.resourceVersion,
    ...(page.continueToken === undefined ? {} : { continue: page.continueToken }),
    ...(page.remaining === undefined ? {} : { remainingItemCount: page.remaining }),
  }
  const apiVersion = apiVersionOfContext(context)
  switch (context.form.type) {
    case 'table':
      return tableOf(tableRequest(context), page.items, metadata)
    case 'metadata':
      return {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: page.items.map(metadataOnly),
      }
    case 'object':
    case 'discovery':
      return {
        kind: `${context.definition.kind}List`,
        apiVersion,
        metadata,
        items: page.items.map((object) => inVersion(object, apiVersion)),
      }
  }
}

export function metadataOnly({ metadata }: StoredObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
}

function tableRequest(context: ResourceContext): TableRequest {
  const include = context.query.get('includeObject')
  return {
    definition: context.definition,
    now: context.deps.now(),
    includeObject: include === 'Object' || include === 'None' ? include : 'Metadata',
    apiVersion: apiVersionOfContext(context),
  }
}
