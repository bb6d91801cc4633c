'use client'
import { useMemo } from 'react'
import { stringify } from 'yaml'
import type { ConfigResponse } from '../../../lib/contract/config.ts'
import { readableObject } from '../../../lib/domain/changes/readable-object.ts'
import type { JsonObject } from '../../../lib/domain/kubernetes/json.ts'
import { checkedYaml, type CheckedYaml } from '../../config/checked-yaml.ts'
import { useYamlDraft, type YamlDraftControl } from '../../config/use-yaml-draft.ts'
import type { GuidedTarget } from './guided-target.ts'

export type GuidedDraft = {
  control: YamlDraftControl
  text: string
  liveText: string
  checked: CheckedYaml
  isDirty: boolean
  /** Whether the live object is another one than the draft was begun on. */
  isBehind: boolean
  writeText: (text: string) => void
  writeObject: (object: JsonObject) => void
}

/** The draft of one object as text: the form writes the object, the editor the text, and both read the text (R40). */
export function useGuidedDraft(target: GuidedTarget, live: ConfigResponse | null): GuidedDraft {
  const control = useYamlDraft(target.name)
  const base = live?.object ?? target.fresh
  const baseText = useMemo(() => yamlOf(base), [base])
  const text = control.draft?.text ?? baseText
  const checked = useMemo(() => checkedYaml(text, target.name), [text, target.name])
  const writeText = (next: string) => {
    // Back at what is live: there is nothing to keep.
    if (next === baseText && live !== null) return control.discard()
    if (control.draft !== null) return control.write(next)
    control.begin({ text: next, base: live?.object ?? null, resourceVersion: live?.resourceVersion ?? null })
  }
  return {
    control,
    text,
    liveText: live === null ? '' : baseText,
    checked,
    isDirty: control.draft !== null && (live === null || text !== baseText),
    isBehind: control.draft !== null && control.draft.resourceVersion !== (live?.resourceVersion ?? null),
    writeText,
    writeObject: (object) => writeText(yamlOf(object)),
  }
}

function yamlOf(object: unknown): string {
  return object === null ? '' : stringify(readableObject(object), { lineWidth: 0, aliasDuplicateObjects: false })
}
