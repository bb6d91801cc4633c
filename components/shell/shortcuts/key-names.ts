const names: Readonly<Record<string, string>> = {
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  escape: 'Esc',
  space: 'Space',
  enter: 'Enter',
  arrowkeys: 'Arrows',
}

/** The keys of a shortcut as they are printed on a keyboard; a lone plus is a key, not a joint. */
export function keyNames(keys: string): string[] {
  if (keys === '+') return ['+']
  return keys.split(/[ +]/).map((key) => names[key] ?? key.toUpperCase())
}
