'use client'
import { useEffect, useState } from 'react'
import { readableObject } from '../../lib/domain/changes/readable-object.ts'
import { fieldPath } from '../../lib/domain/validation/field-path.ts'

/** An object as text, and where a field of it stands. */
export type ObjectYaml = {
  readonly text: string
  /** The line (from 1) of a field, or of the nearest one above it that is in the text; null for what is no path. */
  readonly lineOf: (path: string) => number | null
}

/** The object as YAML; the writer and the reader of YAML load with the first object that is looked at. Null until then. */
export function useObjectYaml(object: Record<string, unknown> | undefined): ObjectYaml | null {
  const [yaml, setYaml] = useState<ObjectYaml | null>(null)
  useEffect(() => {
    if (object === undefined) return undefined
    let wanted = true
    Promise.all([import('yaml'), import('./parse-yaml.ts')]).then(
      ([{ stringify }, { parseYaml }]) => {
        if (!wanted) return
        const text = stringify(readableObject(object), { lineWidth: 0 })
        const parsed = parseYaml(text)
        setYaml({ text, lineOf: (path) => (parsed.ok ? lineOf(parsed.place, path) : null) })
      },
      () => setYaml({ text: JSON.stringify(object, null, 2), lineOf: () => null }),
    )
    return () => {
      wanted = false
    }
  }, [object])
  return yaml
}

function lineOf(place: (path: readonly (string | number)[]) => { line: number }, path: string): number | null {
  const steps = fieldPath(path)
  return steps === null || steps.length === 0 ? null : place(steps).line
}
