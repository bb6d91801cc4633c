// What the terminal shows while something takes long. Node 20, no dependencies.

/** Prints one line of progress. */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/** Ends the command with one sentence on standard error. */
export function fail(sentence) {
  process.stderr.write(`\nheddle: ${sentence}\n`)
  process.exit(1)
}

/** Runs a step; says its name when it takes over 2 s, then how long it has been every 10 s, and its time at the end. */
export async function step(name, run) {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  let announced = false
  const first = setTimeout(() => {
    announced = true
    say(`• ${name} …`)
  }, 2000)
  const again = setInterval(() => announced && say(`  … ${name} (${seconds()} s)`), 10_000)
  try {
    return await run()
  } finally {
    clearTimeout(first)
    clearInterval(again)
    if (announced) say(`  ${name}: ${seconds()} s`)
  }
}
