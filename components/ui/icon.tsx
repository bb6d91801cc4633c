import { iconShapes, type IconName } from './icon-shapes.tsx'

export type { IconName }

/** 16 px alone, 14 in buttons, 12 in chips. An icon never stands for a fact alone: a word or a label is always beside it. */
export function Icon({
  name,
  size = 16,
  className = '',
}: {
  name: IconName
  size?: 10 | 12 | 14 | 16
  className?: string
}) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
      className={`block flex-none ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {iconShapes[name]}
    </svg>
  )
}
