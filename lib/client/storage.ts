const listeners = new Set<() => void>()

/** Browser storage that may be refused (third-party frames, private windows): then nothing is remembered and nothing breaks. */
export function readStored(key: string): string | null {
  try {
    return globalThis.localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Remembers a value where that is allowed; null forgets it. */
export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) globalThis.localStorage.removeItem(key)
    else globalThis.localStorage.setItem(key, value)
  } catch {
    // Refused or full: the value lives as long as the page.
  }
  for (const listener of listeners) listener()
}

/** Calls the listener after every write of this page; returns the way to stop. */
export function onStored(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The names under which something is remembered; none where storage is refused. */
export function storedKeys(): string[] {
  try {
    return Object.keys(globalThis.localStorage)
  } catch {
    return []
  }
}
