/** The text with every occurrence of what was searched marked. */
export function Highlight({ text, wanted }: { text: string; wanted: string }) {
  if (wanted === '') return text
  const lower = text.toLowerCase()
  const needle = wanted.toLowerCase()
  const parts: { text: string; found: boolean }[] = []
  let from = 0
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, from)) {
    parts.push({ text: text.slice(from, at), found: false }, { text: text.slice(at, at + needle.length), found: true })
    from = at + needle.length
  }
  parts.push({ text: text.slice(from), found: false })
  return parts.map((part, index) => (part.found ? <mark key={index}>{part.text}</mark> : part.text))
}
