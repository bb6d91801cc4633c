const step = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y

/** The steps of a path as findings write it: `spec.http[0].match` is spec, http, 0, match. Null for what is no path. */
export function fieldPath(text: string): (string | number)[] | null {
  const steps: (string | number)[] = []
  step.lastIndex = 0
  while (step.lastIndex < text.length) {
    const found = step.exec(text)
    if (found === null) return null
    const [, name, index, quoted] = found
    const key = quoted === undefined ? name : unquoted(quoted)
    if (key === null || (key === undefined && index === undefined)) return null
    steps.push(key ?? Number(index))
  }
  return steps
}

function unquoted(text: string): string | null {
  try {
    const key: unknown = JSON.parse(text)
    return typeof key === 'string' ? key : null
  } catch {
    return null
  }
}
