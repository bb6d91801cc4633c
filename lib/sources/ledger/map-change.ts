import type { Insertable, Selectable, Updateable } from 'kysely'
import {
  changeEventSchema,
  changeSchema,
  type Change,
  type ChangeEvent,
  type ChangeUpdate,
  type NewChange,
} from '../../domain/changes/change.ts'
import type { SeenObject } from '../../domain/changes/watch-memory.ts'
import type { ChangeEventTable, ChangeTable, SeenObjectTable } from './schema.ts'

/** A stored row and its events as an entry. @throws ZodError when the row was not written by this program */
export function toChange(row: Selectable<ChangeTable>, events: readonly Selectable<ChangeEventTable>[]): Change {
  return changeSchema.parse({
    id: String(row.id),
    at: row.at,
    notBefore: row.not_before,
    source: row.source,
    actor: row.actor,
    reason: row.reason,
    object: { apiVersion: row.api_version, kind: row.kind, namespace: row.namespace, name: row.name },
    rule: row.rule,
    form: row.form,
    summary: row.summary,
    before: parsed(row.before),
    after: parsed(row.after),
    patch: parsed(row.patch),
    outcome: row.outcome,
    error: row.error,
    appliedAt: row.applied_at,
    acknowledgedAt: row.acknowledged_at,
    verification: parsed(row.verification),
    reverts: row.reverts === null ? null : String(row.reverts),
    revertedBy: row.reverted_by === null ? null : String(row.reverted_by),
    events: events.map(toEvent),
  })
}

export function toRow(change: NewChange): Insertable<ChangeTable> {
  const { object } = change
  return {
    at: change.at,
    not_before: change.notBefore,
    version_key: null,
    source: change.source,
    actor: change.actor,
    reason: change.reason,
    api_version: object.apiVersion,
    kind: object.kind,
    namespace: object.namespace,
    name: object.name,
    rule: change.rule,
    form: change.form,
    summary: change.summary,
    before: text(change.before),
    after: text(change.after),
    patch: JSON.stringify(change.patch),
    outcome: change.outcome,
    error: change.error,
    applied_at: change.appliedAt,
    acknowledged_at: change.acknowledgedAt,
    verification: text(change.verification),
    verification_state: change.verification?.state ?? null,
    reverts: change.reverts === null ? null : Number(change.reverts),
    reverted_by: null,
  }
}

export function toUpdate(update: ChangeUpdate): Updateable<ChangeTable> {
  return {
    ...(update.outcome === undefined ? {} : { outcome: update.outcome }),
    ...(update.error === undefined ? {} : { error: update.error }),
    ...(update.after === undefined ? {} : { after: text(update.after) }),
    ...(update.appliedAt === undefined ? {} : { applied_at: update.appliedAt }),
    ...(update.acknowledgedAt === undefined ? {} : { acknowledged_at: update.acknowledgedAt }),
    ...(update.verification === undefined
      ? {}
      : { verification: text(update.verification), verification_state: update.verification?.state ?? null }),
    ...(update.revertedBy === undefined
      ? {}
      : { reverted_by: update.revertedBy === null ? null : Number(update.revertedBy) }),
  }
}

/** @throws ZodError when the row was not written by this program */
export function toSeen(row: Selectable<SeenObjectTable>): SeenObject {
  return { namespace: row.namespace, name: row.name, object: parsed(row.object) }
}

function toEvent(row: Selectable<ChangeEventTable>): ChangeEvent {
  return changeEventSchema.parse({ at: row.at, kind: row.kind, message: row.message })
}

function parsed(stored: string | null): unknown {
  return stored === null ? null : JSON.parse(stored)
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}
