import { z } from 'zod'

/** Metadata that tells who else writes an object. */
export const ownedMetadataSchema = z.looseObject({
  namespace: z.string().optional(),
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
  /** What to run or do instead of a blind write, in the owner's own words; empty where a direct write is right. */
  readonly commands: OwnerCommand[]
  /** Field managers of `spec`, newest first. */
  readonly managers: string[]
}

/** One thing to do at the owner: a label and a command line, or a place where there is none. */
export interface OwnerCommand {
  readonly label: string
  readonly command: string
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
type Signs = { readonly metadata: OwnedMetadata; readonly managers: readonly string[] }

function findOwner(metadata: OwnedMetadata, rollouts: readonly RolloutClaim[], managers: string[]): Found {
  const signs = { metadata, managers }
  return (
    argoRollouts(rollouts, signs) ??
    flagger(signs) ??
    argoCd(signs) ??
    flux(signs) ??
    helm(signs) ?? {
      kind: 'none',
      name: null,
      action: 'apply',
      sentence: 'Nobody else manages this object.',
      commands: [],
    }
  )
}

function argoRollouts(rollouts: readonly RolloutClaim[], { metadata, managers }: Signs): Found | null {
  const claim = rollouts[0]
  const reference = ownerReference(metadata, 'Rollout', 'argoproj.io/')
  const annotated = metadata.annotations?.['argo-rollouts.argoproj.io/managed-by-rollouts']
  const isWriter = managers.some((manager) => manager === 'rollouts-controller' || manager === 'argo-rollouts')
  if (!claim && reference === undefined && annotated === undefined && !isWriter) return null
  const rollout = claim?.name ?? reference ?? annotated
  const namespace = claim?.namespace ?? metadata.namespace
  const name = rollout === undefined ? null : namespace === undefined ? rollout : `${namespace}/${rollout}`
  const target = `${rollout ?? 'ROLLOUT'} -n ${namespace ?? 'NAMESPACE'}`
  return {
    kind: 'argo-rollouts',
    name,
    action: 'use-owner',
    sentence: `Argo Rollouts sets these weights${name ? ` (Rollout ${name})` : ''} and reverts a direct write at once. Promote, pause or abort the Rollout instead.`,
    commands: (['promote', 'pause', 'abort'] as const).map((verb) => ({
      label: verb,
      command: `kubectl argo rollouts ${verb} ${target}`,
    })),
  }
}

function flagger({ metadata, managers }: Signs): Found | null {
  const canary = ownerReference(metadata, 'Canary', 'flagger.app/')
  const isLabelled = metadata.labels?.['app.kubernetes.io/managed-by'] === 'flagger'
  if (canary === undefined && !isLabelled && !managers.includes('flagger')) return null
  const target = `canary/${canary ?? 'CANARY'} -n ${metadata.namespace ?? 'NAMESPACE'}`
  return {
    kind: 'flagger',
    name: canary ?? null,
    action: 'use-owner',
    sentence: `Flagger sets these weights${canary ? ` (Canary ${canary})` : ''} and rewrites the object. Use the Canary's own gates instead.`,
    commands: [
      { label: 'status', command: `kubectl get ${target} -o wide` },
      { label: 'change steps', command: `kubectl edit ${target}` },
      { label: 'suspend', command: `kubectl patch ${target} --type merge -p '{"spec":{"suspend":true}}'` },
    ],
  }
}

function argoCd({ metadata, managers }: Signs): Found | null {
  const labels = metadata.labels ?? {}
  const tracking = metadata.annotations?.['argocd.argoproj.io/tracking-id']?.split(':')[0]
  const labelled = labels['argocd.argoproj.io/instance']
  const isWriter = managers.some((manager) => manager.startsWith('argocd'))
  const name = tracking ?? labelled ?? (isWriter ? labels['app.kubernetes.io/instance'] : undefined)
  if (name === undefined && !isWriter) return null
  return {
    kind: 'argo-cd',
    name: name ?? null,
    action: 'propose',
    sentence: `Argo CD owns this object${name ? ` (application ${name})` : ''}. With self-heal on, a direct write is reverted; propose the change in Git.`,
    commands: [{ label: 'compare with Git', command: `argocd app diff ${name ?? 'APPLICATION'}` }],
  }
}

function flux({ metadata, managers }: Signs): Found | null {
  const labels = metadata.labels ?? {}
  const isPaused = metadata.annotations?.['kustomize.toolkit.fluxcd.io/reconcile'] === 'disabled'
  const kustomization = labels['kustomize.toolkit.fluxcd.io/name']
  const release = labels['helm.toolkit.fluxcd.io/name']
  const isWriter = managers.some((manager) => manager === 'kustomize-controller' || manager === 'helm-controller')
  const name = kustomization ?? release
  if (name === undefined && !isWriter) return null
  const isRelease = kustomization === undefined && (release !== undefined || managers.includes('helm-controller'))
  const kind = isRelease ? 'helmrelease' : 'kustomization'
  const label = isRelease ? 'helm' : 'kustomize'
  const namespace = labels[`${label}.toolkit.fluxcd.io/namespace`]
  const place = namespace === undefined ? '' : ` -n ${namespace}`
  const owned = `Flux owns this object${name ? ` (${name})` : ''}`
  return {
    kind: 'flux',
    name: name ?? null,
    action: isPaused ? 'apply' : 'propose',
    sentence: isPaused
      ? `${owned}, but does not reconcile it: a direct write stays until that is switched on again.`
      : `${owned}. A direct write is reverted at its next reconciliation; propose the change in Git.`,
    commands: isPaused ? [] : [{ label: 'compare with Git', command: `flux diff ${kind} ${name ?? 'NAME'}${place}` }],
  }
}

function helm({ metadata, managers }: Signs): Found | null {
  const release = metadata.annotations?.['meta.helm.sh/release-name']
  const isLabelled = metadata.labels?.['app.kubernetes.io/managed-by'] === 'Helm'
  const isWriter = managers.some((manager) => manager.toLowerCase() === 'helm')
  if (release === undefined && !isLabelled && !isWriter) return null
  const namespace = metadata.annotations?.['meta.helm.sh/release-namespace'] ?? metadata.namespace ?? 'NAMESPACE'
  return {
    kind: 'helm',
    name: release ?? null,
    action: 'apply',
    sentence: `Helm installed this object${release ? ` (release ${release})` : ''}. A direct write stays until the next upgrade, which may overwrite it.`,
    commands: [{ label: 'values', command: `helm get values ${release ?? 'RELEASE'} -n ${namespace}` }],
  }
}

function ownerReference(metadata: OwnedMetadata, kind: string, group: string): string | undefined {
  const isOwner = (reference: { apiVersion: string; kind: string }) =>
    reference.kind === kind && reference.apiVersion.startsWith(group)
  return metadata.ownerReferences?.find(isOwner)?.name
}

function hasSpec(fields: unknown): boolean {
  return typeof fields === 'object' && fields !== null && 'f:spec' in fields
}
