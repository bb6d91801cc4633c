import type { GuidedFacts } from '../../../lib/contract/guided-edits.ts'
import { stringAt, type JsonObject } from '../../../lib/domain/kubernetes/json.ts'
import { isAbout, type DraftNote } from '../../../lib/domain/routing/guided/notes.ts'
import type { FieldPath } from '../../../lib/domain/routing/guided/object-fields.ts'
import { httpRules } from '../../../lib/domain/routing/guided/rule-order.ts'
import type { EditorFault } from '../../config/yaml-editor.tsx'

/** What a form works on: the object in the draft, what is live, and what is wrong with it. */
export type GuidedForm = {
  object: JsonObject
  /** Null while the object does not exist. */
  live: unknown
  faults: readonly EditorFault[]
  notes: readonly DraftNote[]
  facts: GuidedFacts
  write: (next: JsonObject) => void
}

/** What is wrong at a field, or below it: the schema's words first. */
export function faultAt({ faults, notes }: GuidedForm, path: FieldPath): string | null {
  const field = path.join('.')
  const fault = faults.find((one) => one.field === field || one.field?.startsWith(`${field}.`))
  if (fault !== undefined) return fault.message
  return notes.find((note) => note.severity === 'error' && isAbout(note.path, path))?.message ?? null
}

/** What is odd at a field and can be sent all the same. */
export function warningAt({ notes }: GuidedForm, path: FieldPath): string | null {
  return notes.find((note) => note.severity === 'warning' && note.path.join('.') === path.join('.'))?.message ?? null
}

/** Where a rule of the draft is in the live object: by its name, else at the same place. */
export function liveRulePath(form: Pick<GuidedForm, 'object' | 'live'>, place: number): FieldPath {
  const name = stringAt(form.object, 'spec', 'http', place, 'name')
  const named = httpRules(form.live).findIndex((rule) => name !== undefined && stringAt(rule, 'name') === name)
  return ['spec', 'http', named < 0 ? place : named]
}

/** Whether a field of the draft differs from the live one. */
export function isDrafted(draft: unknown, live: unknown): boolean {
  return JSON.stringify(draft) !== JSON.stringify(live)
}

/** A value in the column of live values. */
export function liveWords(value: unknown): string {
  if (value === undefined) return 'not set'
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'not set')
}
