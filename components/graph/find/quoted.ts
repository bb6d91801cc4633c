/** A value as the find language takes it: in quotation marks where it has characters of the grammar. */
export function quoted(value: string): string {
  return /^[^\s()=!~<>"]+$/.test(value) ? value : `"${value.replaceAll('"', '')}"`
}
