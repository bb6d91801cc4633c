/** The mark: one thread lifted through the eye of a heddle. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" className="block flex-none">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <g fill="none" stroke="#fff" strokeWidth="1.7" strokeLinecap="round">
        <path d="M12 4v3.6M12 16.4V20" />
        <ellipse cx="12" cy="12" rx="2.7" ry="4.3" />
        <path d="M4 14.5c3 0 4-2.5 8-2.5s5-2.5 8-2.5" />
      </g>
      <path d="M7 4v16M17 4v16" stroke="#fff" strokeWidth="1.2" strokeLinecap="round" opacity=".45" />
    </svg>
  )
}
