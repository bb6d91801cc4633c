const prefixes = ['heddle.yaml.', 'heddle.draft.']

/** What unsent drafts on this device are of, by the keys under which they are kept. */
export function draftsIn(keys: readonly string[]): string[] {
  return keys
    .flatMap((key) => prefixes.filter((prefix) => key.startsWith(prefix)).map((prefix) => key.slice(prefix.length)))
    .toSorted()
}
