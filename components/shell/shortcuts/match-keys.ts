/** A keyboard event as far as shortcuts care. */
export type KeyPress = {
  key: string
  ctrl: boolean
  shift: boolean
  alt: boolean
  inTextField: boolean
  inWidget: boolean
}

/** Canonical text of a press: "g", "shift+d", "ctrl+k", "?", "escape". */
export function pressText({ key, ctrl, shift, alt }: KeyPress): string {
  const name = key === ' ' ? 'space' : key.toLowerCase()
  // For characters such as "?" the shift key is part of the character; for letters it is a modifier.
  const shiftMatters = shift && (name.length > 1 || /[a-z]/.test(name))
  return [ctrl ? 'ctrl' : '', alt ? 'alt' : '', shiftMatters ? 'shift' : '', name]
    .filter((part) => part !== '')
    .join('+')
}

export type Match = { kind: 'run'; keys: string } | { kind: 'wait'; prefix: string } | { kind: 'none' }

/**
 * Decides what a press means given the keys that exist and a pending first key of a sequence ("g o").
 * Single keys are off in text fields and when the user turned them off; keys with Ctrl are always on.
 */
export function matchKeys(
  press: KeyPress,
  state: { known: readonly string[]; prefix: string; singleKeys: boolean },
): Match {
  const text = pressText(press)
  const modified = press.ctrl || press.alt
  if (!modified && (press.inTextField || !state.singleKeys)) return { kind: 'none' }
  if (!modified && press.inWidget && widgetKeys.has(text)) return { kind: 'none' }
  const full = state.prefix === '' ? text : `${state.prefix} ${text}`
  if (state.known.includes(full)) return { kind: 'run', keys: full }
  if (state.known.some((keys) => keys.startsWith(`${full} `))) return { kind: 'wait', prefix: full }
  if (state.prefix !== '' && state.known.includes(text)) return { kind: 'run', keys: text }
  return { kind: 'none' }
}

/** Keys that a focused button, menu or list needs for itself. */
const widgetKeys = new Set(['space', 'enter', 'arrowup', 'arrowdown', 'arrowleft', 'arrowright', 'home', 'end'])
