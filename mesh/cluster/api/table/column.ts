import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ageOf } from './age.ts'

export type Cell = string | number | boolean | null

/** A column of `kubectl get`. */
export interface Column {
  readonly name: string
  readonly type: 'string' | 'integer' | 'boolean' | 'number' | 'date'
  readonly format?: 'name'
  readonly description: string
  /** 1: only with `-o wide`. */
  readonly priority: 0 | 1
  readonly cell: (object: StoredObject, now: Date) => Cell
}

type CellOf = (object: StoredObject, now: Date) => Cell

export function column(name: string, cell: CellOf, type: Column['type'] = 'string'): Column {
  return { name, type, description: '', priority: 0, cell }
}

/** A column that only `-o wide` shows. */
export function wide(name: string, cell: CellOf): Column {
  return { name, type: 'string', description: '', priority: 1, cell }
}

export const nameColumn: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Unique in its namespace.',
  priority: 0,
  cell: ({ metadata }) => metadata.name,
}

export const ageColumn: Column = column('Age', ({ metadata }, now) => ageOf(metadata.creationTimestamp, now))
export const createdColumn: Column = column('Created At', ({ metadata }) => metadata.creationTimestamp)

export const none = '<none>'
/** Texts joined by commas, `<none>` when there are none. */
export function joined(texts: readonly (string | undefined)[]): string {
  const present = texts.filter((text) => text !== undefined && text !== '')
  return present.length === 0 ? none : present.join(',')
}
