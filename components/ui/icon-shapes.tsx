import type { ReactNode } from 'react'

/** The shapes of the sprite, drawn on a 16 px grid with a 1.5 px stroke. */
export const iconShapes = {
  chevronDown: <path d="M4 6l4 4 4-4" />,
  chevronUp: <path d="M4 10l4-4 4 4" />,
  chevronRight: <path d="M6 4l4 4-4 4" />,
  chevronLeft: <path d="M10 4L6 8l4 4" />,
  overview: (
    <>
      <rect x="2" y="2" width="5" height="7" rx="1" />
      <rect x="9" y="2" width="5" height="4" rx="1" />
      <rect x="2" y="11" width="5" height="3" rx="1" />
      <rect x="9" y="8" width="5" height="6" rx="1" />
    </>
  ),
  graph: (
    <>
      <circle cx="3.5" cy="8" r="1.75" />
      <circle cx="12.5" cy="3.5" r="1.75" />
      <circle cx="12.5" cy="12.5" r="1.75" />
      <path d="M5.2 7.3C8 6.4 8 4 10.7 3.6M5.2 8.7C8 9.6 8 12 10.7 12.4" />
    </>
  ),
  workload: <path d="M8 1.8l5.5 3.1v6.2L8 14.2l-5.5-3.1V4.9zM2.7 5L8 8l5.3-3M8 8v6" />,
  routing: (
    <path d="M2 8h3c3.5 0 2.5-4.5 6-4.5h2.5M5 8c3.5 0 2.5 4.5 6 4.5h2.5M11.8 1.8l1.9 1.7-1.9 1.7M11.8 10.8l1.9 1.7-1.9 1.7" />
  ),
  traces: <path d="M2 3.5h8M5 8h6M8.5 12.5H14" />,
  logs: <path d="M2 3h12M2 6.3h8M2 9.7h10M2 13h6" />,
  config: <path d="M4 1.8h5.5L13 5.3v8.9H4zM9.3 2v3.5H13M6.3 10l1.4 1.4 2.6-2.9" />,
  shield: (
    <>
      <path d="M8 1.6l5.2 2v4c0 3.2-2.2 5.5-5.2 6.8-3-1.3-5.2-3.6-5.2-6.8v-4z" />
      <path d="M5.9 7.9l1.5 1.5 2.8-3" />
    </>
  ),
  history: <path d="M2.3 8a5.7 5.7 0 1 0 1.9-4.2L2.3 5.5M2.3 2.3v3.2h3.2M8 5v3.2l2.2 1.3" />,
  mesh: (
    <>
      <path d="M2 5h12M2 11h12M5 2v12M11 2v12" />
      <circle cx="8" cy="8" r="1.6" />
    </>
  ),
  settings: (
    <>
      <path d="M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6" />
      <circle cx="10" cy="4.5" r="1.8" />
      <circle cx="6" cy="11.5" r="1.8" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="M10.5 10.5L14 14" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.5 1.5" />
    </>
  ),
  refresh: <path d="M13.5 8A5.5 5.5 0 1 1 11.6 3.8L13.5 5.5M13.5 2.3v3.2h-3.2" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  play: <path d="M5 3l8 5-8 5z" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9" />
    </>
  ),
  help: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.3 6.3a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.2M8 11.3v.1" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.3V11M8 5v.1" />
    </>
  ),
  check: <path d="M3 8.5l3.3 3.3L13 4.8" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  link: (
    <path d="M6.5 9.5a2.8 2.8 0 0 0 4 0l2-2a2.8 2.8 0 0 0-4-4l-1 1M9.5 6.5a2.8 2.8 0 0 0-4 0l-2 2a2.8 2.8 0 0 0 4 4l1-1" />
  ),
  filter: <path d="M2 3h12l-4.7 5.5V13l-2.6-1.3V8.5z" />,
  download: <path d="M8 2.5V10M4.8 7L8 10.2 11.2 7M2.5 13.5h11" />,
  layers: <path d="M8 2l6 3.2-6 3.2-6-3.2zM2.5 8.3L8 11.2l5.5-2.9M2.5 11L8 13.9l5.5-2.9" />,
  more: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2.2" />,
  table: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M2 6.5h12M2 9.8h12M6.5 6.5V13" />
    </>
  ),
  matrix: <path d="M2.5 2.5h11v11h-11zM2.5 6.2h11M2.5 9.8h11M6.2 2.5v11M9.8 2.5v11" />,
  tree: (
    <>
      <path d="M3 2.5v9.5h4M3 6.5h4" />
      <rect x="7" y="5" width="6.5" height="3" rx="1" />
      <rect x="7" y="10.5" width="6.5" height="3" rx="1" />
    </>
  ),
  tidy: (
    <>
      <rect x="2" y="6" width="3.5" height="4" rx=".8" />
      <rect x="10.5" y="2" width="3.5" height="4" rx=".8" />
      <rect x="10.5" y="10" width="3.5" height="4" rx=".8" />
      <path d="M5.5 8H8V4h2.5M8 8v4h2.5" />
    </>
  ),
  fit: <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />,
  even: <path d="M2.5 5.5h11M2.5 10.5h11" />,
  pin: <path d="M6 2h4l-.5 4.5L12 9H4l2.5-2.5zM8 9v5" />,
  undo: <path d="M5.5 3L2.5 6l3 3M2.7 6h6.8a4 4 0 0 1 0 8H6" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
    </>
  ),
  eye: (
    <>
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  list: <path d="M5.5 4H14M5.5 8H14M5.5 12H14M2.5 4h.1M2.5 8h.1M2.5 12h.1" />,
  expand: <path d="M9.5 2H14v4.5M14 2L9 7M6.5 14H2V9.5M2 14l5-5" />,
  external: <path d="M6 3.5H3.5v9h9V10M9 2.5h4.5V7M13.3 2.7L7.5 8.5" />,
  bolt: <path d="M9 1.8L3.5 9H8l-1 5.2L12.5 7H8z" />,
  flame: <path d="M2 12.5h12M3.5 9.5h9M5 6.5h5M6 3.5h2" />,
  service: <path d="M4 3l9 5-9 5z" />,
  mirror: <path d="M2.5 8h3M10.5 8h3M6.5 4.5l3 7M9.5 4.5l-3 7" />,
  person: (
    <>
      <circle cx="8" cy="5.3" r="2.7" />
      <path d="M2.8 13.8c.6-2.8 2.6-4.2 5.2-4.2s4.6 1.4 5.2 4.2" />
    </>
  ),
  warning: <path d="M8 2.3l6.2 11H1.8zM8 6.5v3M8 11.4v.1" />,
  branch: (
    <>
      <circle cx="4.5" cy="3.5" r="1.5" />
      <circle cx="4.5" cy="12.5" r="1.5" />
      <circle cx="11.5" cy="5.5" r="1.5" />
      <path d="M4.5 5v6M11.5 7c0 2.5-7 1.5-7 4" />
    </>
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" />
      <path d="M5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7" />
    </>
  ),
  lockClosed: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" fill="currentColor" />
      <path d="M5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7" />
    </>
  ),
  lockPartial: (
    <>
      <path d="M3.5 10.2h9V12a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 12z" fill="currentColor" stroke="none" />
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" />
      <path d="M5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7" />
    </>
  ),
  lockOpen: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" />
      <path d="M5.3 7V4.7a2.7 2.7 0 0 1 5.2-1" />
    </>
  ),
  question: <path d="M6 6a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.5v.1" />,
  store: (
    <>
      <ellipse cx="8" cy="4" rx="5" ry="2" />
      <path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c2 1.7 2.6 3.7 2.6 6S10 12.3 8 14c-2-1.7-2.6-3.7-2.6-6S6 3.7 8 2z" />
    </>
  ),
  gateway: (
    <>
      <path d="M2.5 8H6M10 8h3.5M6 3.5v9M10 3.5v9" />
      <path d="M11.8 6.2L13.6 8l-1.8 1.8" />
    </>
  ),
  namespace: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="3" />
      <path d="M5.5 6.5h5M5.5 9.5h3" />
    </>
  ),
  signOut: <path d="M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6.5" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof iconShapes
