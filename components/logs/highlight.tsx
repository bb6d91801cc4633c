/** The text with every occurrence of the words that were searched marked. */
export function Highlight({ text, words }: { text: string; words: readonly string[] }) {
  const lower = text.toLowerCase()
  const needles = words.map((word) => word.toLowerCase()).filter((word) => word !== '')
  if (needles.length === 0) return text
  const parts: { text: string; found: boolean }[] = []
  let from = 0
  while (from < text.length) {
    const [next] = needles
      .map((needle) => ({ at: lower.indexOf(needle, from), length: needle.length }))
      .filter(({ at }) => at >= 0)
      .toSorted((a, b) => a.at - b.at || b.length - a.length)
    if (next === undefined) break
    parts.push({ text: text.slice(from, next.at), found: false })
    parts.push({ text: text.slice(next.at, next.at + next.length), found: true })
    from = next.at + next.length
  }
  parts.push({ text: text.slice(from), found: false })
  return parts.map((part, index) => (part.found ? <mark key={index}>{part.text}</mark> : part.text))
}
