/** The theme of the frame; `auto` follows the reader's system. */
export type HeddleTheme = 'light' | 'dark' | 'auto'

/** What the frame says. No event carries data of the mesh. */
export type HeddleEvent =
  | { type: 'ready'; payload: { view: string } }
  | { type: 'loaded'; payload: { view: string } }
  | { type: 'resize'; payload: { height: number } }
  | { type: 'token-expiring'; payload: { expiresAt: string } }
  | { type: 'error'; payload: { code: string; message: string } }

export type HeddleOptions = {
  /** An address under `/embed/` of the console, with its parameters: `/embed/graph?namespaces=shop&theme=light`. */
  url: string
  /**
   * Asks the portal's backend for an embed token (`POST /api/embed-tokens` with the console's API token, `origin` being
   * this page's). Called once at the start and again a minute before each token ends.
   */
  getToken: () => Promise<string>
  theme?: HeddleTheme
  /** The frame's accessible name; "Heddle" when left out. */
  title?: string
  /** Let the frame grow with its content; lists do, graphs keep the height of their element. */
  autoHeight?: boolean
  onEvent?: (event: HeddleEvent) => void
}

export type HeddleHandle = {
  frame: HTMLIFrameElement
  setTheme: (theme: HeddleTheme) => void
  /** Removes the frame and stops listening. */
  destroy: () => void
}

/**
 * Puts a read-only Heddle view into an element.
 * @throws Error when the address is not one that can be framed
 */
export function mountHeddle(element: HTMLElement, options: HeddleOptions): HeddleHandle
