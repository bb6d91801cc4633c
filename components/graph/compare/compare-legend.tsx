const entries = [
  { word: 'Worse', colour: 'var(--edge-failing)', dash: '4 3', mark: '▲' },
  { word: 'Better', colour: 'var(--edge-healthy)', dash: undefined, mark: '▼' },
  { word: 'New', colour: 'var(--edge-selected)', dash: undefined, mark: '+' },
  { word: 'Gone', colour: 'var(--edge-idle)', dash: '1.5 5', mark: '−' },
  { word: 'Only traffic', colour: 'var(--edge-idle)', dash: undefined, mark: '▵▿' },
] as const

/** What strokes and shapes mean while two moments are compared. */
export function CompareLegend() {
  return (
    <section
      aria-label="Legend"
      className="w-40 rounded-card border border-line bg-overlay px-2.5 py-2 text-small shadow-1"
    >
      <div className="mb-0.5 font-semibold">Changes</div>
      {entries.map(({ word, colour, dash, mark }) => (
        <div key={word} className="flex h-[21px] items-center gap-2 text-ink-2">
          <svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">
            <path d="M1 7H25" fill="none" stroke={colour} strokeWidth="2.5" strokeDasharray={dash} />
          </svg>
          <span className="w-5 text-ink-1">{mark}</span>
          {word}
        </div>
      ))}
      <p className="mt-1 border-t border-line-subtle pt-1 text-ink-3">A grey line without a pill did not change.</p>
    </section>
  )
}
