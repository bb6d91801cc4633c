import { z } from 'zod'

/** Metadata that tells who else writes an object. */
export const ownedMetadataSchema = z.looseObject({
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  ownerReferences: z.array(z.looseObject({ apiVersion: z.string(), kind: z.string(), name: z.string() })).optional(),
  managedFields: z
    .array(
      z.looseObject({
        manager: z.string().optional(),
        operation: z.string().optional(),
        time: z.string().optional(),
        fieldsV1: z.json().optional(),
      }),
    )
    .optional(),
})
export type OwnedMetadata = z.infer<typeof ownedMetadataSchema>

/** A Rollout that names this VirtualService in its canary strategy. */
export interface RolloutClaim {
  readonly name: string
  readonly namespace: string
}

export type OwnerKind = 'argo-rollouts' | 'flagger' | 'argo-cd' | 'flux' | 'helm' | 'none'

/**
 * Who owns an object, and what that means for a write (R16):
 * `apply` nobody minds; `propose` the change belongs in Git, a direct write will be undone; `use-owner` weights are written by
 * a controller that would overwrite them at once, so only its own verbs are right.
 */
export interface Owner {
  readonly kind: OwnerKind
  readonly name: string | null
  readonly action: 'apply' | 'propose' | 'use-owner'
  readonly sentence: string
  /** Field managers of `spec`, newest first. */
  readonly managers: string[]
}

/** Field manager under which this console writes. */
export const FIELD_MANAGER = 'heddle'

/** Decides who owns an object from its metadata and the Rollouts that name it; controllers of weights come first. */
export function ownerOf(metadata: OwnedMetadata, rollouts: readonly RolloutClaim[] = []): Owner {
  const managers = specManagers(metadata)
  const found = findOwner(metadata, rollouts, managers)
  return { ...found, managers }
}

/** Field managers of an object's spec, the latest writer first. */
export function specManagers(metadata: OwnedMetadata): string[] {
  const entries = (metadata.managedFields ?? [])
    .filter((entry) => hasSpec(entry.fieldsV1))
    .toSorted((left, right) => (right.time ?? '').localeCompare(left.time ?? ''))
  return [...new Set(entries.flatMap((entry) => (entry.manager === undefined ? [] : [entry.manager])))]
}

type Found = Omit<Owner, 'managers'>

function findOwner(metadata: OwnedMetadata, rollouts: readonly RolloutClaim[], managers: string[]): Found {
  return (
    argoRollouts(rollouts, managers) ??
    flagger(metadata, managers) ??
    argoCd(metadata, managers) ??
    flux(metadata) ??
    helm(metadata) ?? { kind: 'none', name: null, action: 'apply', sentence: 'Nobody else manages this object.' }
  )
}

function argoRollouts(rollouts: readonly RolloutClaim[], managers: string[]): Found | null {
  const claim = rollouts[0]
  if (!claim && !managers.includes('rollouts-controller')) return null
  const name = claim ? `${claim.namespace}/${claim.name}` : null
  return {
    kind: 'argo-rollouts',
    name,
    action: 'use-owner',
    sentence: `Argo Rollouts sets these weights${name ? ` (Rollout ${name})` : ''} and reverts a direct write at once. Promote, pause or abort the Rollout instead.`,
  }
}

function flagger(metadata: OwnedMetadata, managers: string[]): Found | null {
  const canary = metadata.ownerReferences?.find(
    (reference) => reference.kind === 'Canary' && reference.apiVersion.startsWith('flagger.app/'),
  )
  if (!canary && !managers.includes('flagger')) return null
  return {
    kind: 'flagger',
    name: canary?.name ?? null,
    action: 'use-owner',
    sentence: `Flagger sets these weights${canary ? ` (Canary ${canary.name})` : ''} and rewrites the object. Use the Canary's own gates instead.`,
  }
}

function argoCd(metadata: OwnedMetadata, managers: string[]): Found | null {
  const tracking = metadata.annotations?.['argocd.argoproj.io/tracking-id']?.split(':')[0]
  const labelled = metadata.labels?.['argocd.argoproj.io/instance']
  const controller = managers.some((manager) => manager.startsWith('argocd'))
  const name = tracking ?? labelled ?? (controller ? metadata.labels?.['app.kubernetes.io/instance'] : undefined)
  if (name === undefined && !controller) return null
  return {
    kind: 'argo-cd',
    name: name ?? null,
    action: 'propose',
    sentence: `Argo CD owns this object${name ? ` (application ${name})` : ''}. With self-heal on, a direct write is reverted; propose the change in Git.`,
  }
}

function flux(metadata: OwnedMetadata): Found | null {
  const labels = metadata.labels ?? {}
  const name = labels['kustomize.toolkit.fluxcd.io/name'] ?? labels['helm.toolkit.fluxcd.io/name']
  if (name === undefined) return null
  return {
    kind: 'flux',
    name,
    action: 'propose',
    sentence: `Flux owns this object (${name}). A direct write is reverted at its next reconciliation; propose the change in Git.`,
  }
}

function helm(metadata: OwnedMetadata): Found | null {
  const release = metadata.annotations?.['meta.helm.sh/release-name']
  if (release === undefined && metadata.labels?.['app.kubernetes.io/managed-by'] !== 'Helm') return null
  return {
    kind: 'helm',
    name: release ?? null,
    action: 'apply',
    sentence: `Helm installed this object${release ? ` (release ${release})` : ''}. A direct write stays until the next upgrade, which may overwrite it.`,
  }
}

function hasSpec(fields: unknown): boolean {
  return typeof fields === 'object' && fields !== null && 'f:spec' in fields
}
