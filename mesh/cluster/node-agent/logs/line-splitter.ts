const newline = 0x0a
/** A longer line is cut, so that a process that never writes a newline can't fill the memory. */
const maxLineBytes = 256 * 1024

/** Cuts complete lines off a growing stream of bytes; characters never break because newlines are single bytes. */
export class LineSplitter {
  #rest: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): string[] {
    const lines: string[] = []
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (let end = data.indexOf(newline); end !== -1; end = data.indexOf(newline)) {
      lines.push(data.subarray(0, end).toString('utf8'))
      data = data.subarray(end + 1)
    }
    if (data.length > maxLineBytes) {
      lines.push(data.toString('utf8'))
      data = Buffer.alloc(0)
    }
    this.#rest = Buffer.from(data)
    return lines
  }

  /** What came without a final newline. */
  flush(): string[] {
    const text = this.#rest.toString('utf8')
    this.#rest = Buffer.alloc(0)
    return text === '' ? [] : [text]
  }
}
