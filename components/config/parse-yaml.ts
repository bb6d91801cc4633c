import { isAlias, isMap, isScalar, LineCounter, parseDocument, visit, type Document, type Node, type Pair } from 'yaml'

/** A fault in the text: where it is (from 1), the field if it is in one, and a sentence. */
export type YamlFault = { line: number; column: number; field: string | null; message: string }

export type ParsedYaml =
  | { ok: true; object: Record<string, unknown>; place: (path: readonly (string | number)[]) => YamlPlace }
  | { ok: false; faults: readonly YamlFault[] }
export type YamlPlace = { line: number; column: number }

/** Larger than any sane object; the API server's own limit is 1.5 MB. */
export const MAX_BYTES = 256_000
export const MAX_DEPTH = 40
const MAX_NODES = 20_000

/**
 * Reads one object from YAML. Hostile text is refused before anything is built from it: too large, too deep, aliases (a few of
 * them can stand for gigabytes), duplicate keys, keys that reach into JavaScript's own objects, several documents.
 */
export function parseYaml(text: string): ParsedYaml {
  if (new TextEncoder().encode(text).length > MAX_BYTES) {
    return refused(1, 1, `the text has more than ${MAX_BYTES / 1000} kB`)
  }
  const deep = tooDeep(text)
  if (deep !== null) return refused(deep.line, deep.column, `nested deeper than ${MAX_DEPTH} levels`)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, merge: false })
  const at = (offset: number) => ({ line: lines.linePos(offset).line, column: lines.linePos(offset).col })
  if (document.errors.length > 0) {
    return {
      ok: false,
      faults: document.errors.map(({ pos, message, code }) => ({
        ...at(pos[0]),
        field: null,
        message: code === 'MULTIPLE_DOCS' ? 'more than one document: one object at a time' : firstLine(message),
      })),
    }
  }
  const faults = hostileNodes(document, at)
  if (faults.length > 0) return { ok: false, faults }
  if (!isMap(document.contents))
    return refused(1, 1, 'this is no object: it must begin with keys such as apiVersion and kind')
  const object: unknown = document.toJS({ maxAliasCount: 0 })
  if (!isRecord(object)) return refused(1, 1, 'this is no object')
  return { ok: true, object, place: (path) => placeOf(document, path, at) }
}

type At = (offset: number) => YamlPlace

/** Aliases, keys of JavaScript's own, and too many nodes. */
function hostileNodes(document: Document.Parsed, at: At): YamlFault[] {
  const faults: YamlFault[] = []
  let nodes = 0
  visit(document, {
    Alias: (_, alias) => {
      faults.push({ ...start(alias, at), field: null, message: 'aliases are not allowed: write the value out' })
    },
    Pair: (_, pair: Pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : ''
      const where = isNode(pair.key) ? start(pair.key, at) : { line: 1, column: 1 }
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        faults.push({ ...where, field: key, message: `${key} is not allowed as a key` })
      }
      if (key === '<<' && isAlias(pair.value))
        faults.push({ ...where, field: key, message: 'merge keys are not allowed' })
    },
    Node: (_, node) => {
      nodes += 1
      if (node.anchor !== undefined) {
        faults.push({ ...start(node, at), field: null, message: 'anchors are not allowed: write the value out' })
      }
      return nodes > MAX_NODES ? visit.BREAK : undefined
    },
  })
  if (nodes > MAX_NODES) return [{ line: 1, column: 1, field: null, message: `more than ${MAX_NODES} values` }]
  return faults.toSorted((left, right) => left.line - right.line || left.column - right.column)
}

/** Where a field stands, or the nearest one above it that is in the text. */
function placeOf(document: Document.Parsed, path: readonly (string | number)[], at: At): YamlPlace {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last)
      if (pair !== undefined && isNode(pair.key)) return start(pair.key, at)
    }
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return start(node, at)
  }
  return { line: 1, column: 1 }
}

function start(node: Node, at: At): YamlPlace {
  return at(node.range?.[0] ?? 0)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value
}

/** Before the parser recurses: brackets that are open, and lists that begin on one line ("- - - -"). */
function tooDeep(text: string): YamlPlace | null {
  let open = 0
  for (const [index, line] of text.split('\n').entries()) {
    const dashes = /^(\s*)((?:- )*)/.exec(line)?.[2]?.length ?? 0
    if (dashes / 2 > MAX_DEPTH) return { line: index + 1, column: 1 }
    for (const [column, sign] of line.split('').entries()) {
      if (sign === '[' || sign === '{') open += 1
      else if (sign === ']' || sign === '}') open = Math.max(0, open - 1)
      if (open > MAX_DEPTH) return { line: index + 1, column: column + 1 }
    }
    const indent = /^ */.exec(line)?.[0].length ?? 0
    if (line.trim() !== '' && indent > MAX_DEPTH * 4) return { line: index + 1, column: indent + 1 }
  }
  return null
}

function refused(line: number, column: number, message: string): ParsedYaml {
  return { ok: false, faults: [{ line, column, field: null, message }] }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
