const threads = [80, 160, 240, 320, 400, 480]
const rows = Array.from({ length: 12 }, (_, index) => ({ y: 176 + index * 64, up: index % 2 === 1 }))
const lifted = 4

/** The only drawing without data: threads in border colours, one lifted in the accent. */
export function Weave() {
  return (
    <svg
      width="560"
      height="900"
      viewBox="0 0 560 900"
      preserveAspectRatio="xMidYMin slice"
      aria-hidden="true"
      className="absolute inset-0 h-full w-full"
    >
      {threads.map((x) => (
        <path key={x} d={`M${x} 120V900`} stroke="var(--border)" />
      ))}
      {rows.map(({ y, up }, index) => (
        <path
          key={y}
          d={wave(y, up)}
          fill="none"
          stroke={index === lifted ? 'var(--accent-line)' : 'var(--border)'}
          strokeWidth={index === lifted ? 3 : 2}
          strokeLinecap="round"
        />
      ))}
      {rows.flatMap(({ y, up }, index) =>
        threads
          .filter((_, column) => column % 2 === (up ? 0 : 1))
          .map((x) => (
            <rect
              key={`${x} ${y}`}
              x={x - 3}
              y={y - 9}
              width="6"
              height="18"
              rx="3"
              fill="var(--graph-bg)"
              stroke={index === lifted ? 'var(--accent-line)' : 'var(--border-strong)'}
            />
          )),
      )}
    </svg>
  )
}

function wave(y: number, up: boolean): string {
  const pieces = Array.from({ length: 7 }, (_, index) => {
    const x = index * 80
    const bend = y + ((index % 2 === 0) === up ? -26 : 26)
    return `C${x + 29} ${bend} ${x + 51} ${bend} ${x + 80} ${y}`
  })
  return `M0 ${y}${pieces.join('')}`
}
