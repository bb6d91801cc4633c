/** The form in which a client wants objects. */
export type OutputForm =
  | { readonly type: 'object' }
  /** Rows with kubectl's columns. */
  | { readonly type: 'table' }
  /** Metadata only. */
  | { readonly type: 'metadata' }
  /** Discovery of all groups at once. */
  | { readonly type: 'discovery' }

/** The first form of an Accept header that the API can give; plain objects when there is none. */
export function outputForm(accept: string | undefined): OutputForm {
  for (const range of (accept ?? '').split(',')) {
    const [mediaType, ...parameters] = range.split(';').map((part) => part.trim())
    if (mediaType !== 'application/json' && mediaType !== '*/*' && mediaType !== 'application/*') continue
    const options = new Map(parameters.map((parameter) => [parameter.split('=')[0], parameter.split('=')[1]]))
    const form = formOf(options.get('as'), options.get('g'), options.get('v'))
    if (form !== undefined) return form
  }
  return { type: 'object' }
}

function formOf(as = '', group = '', version = ''): OutputForm | undefined {
  switch (as) {
    case '':
      return { type: 'object' }
    case 'Table':
      return group === 'meta.k8s.io' && version === 'v1' ? { type: 'table' } : undefined
    case 'PartialObjectMetadata':
    case 'PartialObjectMetadataList':
      return group === 'meta.k8s.io' && version === 'v1' ? { type: 'metadata' } : undefined
    case 'APIGroupDiscoveryList':
      return group === 'apidiscovery.k8s.io' && version === 'v2' ? { type: 'discovery' } : undefined
    default:
      return undefined
  }
}
