export type Closer = () => void | Promise<void>

/** Runs closers newest first on SIGINT or SIGTERM, then exits; a second signal exits at once. */
export function onShutdown(exit: (code: number) => void = (code) => process.exit(code)): (close: Closer) => void {
  const closers: Closer[] = []
  let closing = false
  const stop = async () => {
    if (closing) return exit(1)
    closing = true
    for (const close of closers.toReversed()) {
      try {
        await close()
      } catch {
        // one failing closer must not keep the others from running
      }
    }
    exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  return (close) => closers.push(close)
}
