/** A text as one word of the language: quoted where anything in it would be read as something else. */
export function quoteWord(text: string): string {
  const plain = /^[^\s()=!~<>"\\/^$*]+$/.test(text) && !/^(and|or|not|is|has)$/i.test(text)
  return plain ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}
