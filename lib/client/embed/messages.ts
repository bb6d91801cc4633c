import { z } from 'zod'

/** Every message between a portal's page and our frame. Fields may be added; another meaning needs another `v`. */
const envelope = { ns: z.literal('heddle'), v: z.literal(1), id: z.string().max(100) }

const theme = z.enum(['light', 'dark', 'auto'])
const token = z.string().min(1).max(4_096)

/** From the portal: `init` answers `ready`, `token` answers `token-expiring`. */
export const hostMessage = z.discriminatedUnion('type', [
  z.object({ ...envelope, type: z.literal('init'), payload: z.object({ token, theme: theme.optional() }) }),
  z.object({ ...envelope, type: z.literal('token'), payload: z.object({ token }) }),
  z.object({ ...envelope, type: z.literal('theme'), payload: z.object({ theme }) }),
])
export type HostMessage = z.infer<typeof hostMessage>
export type EmbedTheme = z.infer<typeof theme>

/** From the frame. None carries data of the mesh: the origin of the parent is known only after `init`. */
export type FrameMessage =
  | { type: 'ready'; payload: { view: string } }
  | { type: 'loaded'; payload: { view: string } }
  | { type: 'resize'; payload: { height: number } }
  | { type: 'token-expiring'; payload: { expiresAt: string } }
  | { type: 'error'; payload: { code: string; message: string } }

/** A message as it goes over the wire. */
export function sealed(message: FrameMessage, id: string): FrameMessage & { ns: 'heddle'; v: 1; id: string } {
  return { ns: 'heddle', v: 1, id, ...message }
}

const claims = z.object({ origin: z.string(), exp: z.number() })
export type TokenClaims = z.infer<typeof claims>

/**
 * Reads what an embed token says of itself, without proof: the server proves it with every answer. The frame needs the
 * origin, to listen to nobody else, and the end. Null when it is no embed token.
 */
export function tokenClaims(text: string): TokenClaims | null {
  const body = text.split('.')[1]
  if (body === undefined) return null
  try {
    const json = atob(body.replaceAll('-', '+').replaceAll('_', '/'))
    const parsed = claims.safeParse(JSON.parse(json))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/**
 * A message of the parent, or null: it must come from the window that frames us, be one of ours, and a token must have
 * been made for the origin that sends it.
 */
export function acceptMessage(event: { data: unknown; origin: string; fromParent: boolean }): HostMessage | null {
  if (!event.fromParent) return null
  const parsed = hostMessage.safeParse(event.data)
  if (!parsed.success) return null
  const message = parsed.data
  if (message.type === 'theme') return message
  return tokenClaims(message.payload.token)?.origin === event.origin ? message : null
}

/** Why a frame shows nothing; the word goes to the portal, the sentence to the reader. */
export type Refusal = 'TOKEN_EXPIRED' | 'TOKEN_REFUSED' | 'TOKEN_OF_ANOTHER_ORIGIN'

/** What the frame says in place of its view, and posts with `error`. */
export const refusalSentences: Readonly<Record<Refusal, string>> = {
  TOKEN_EXPIRED: 'The right to look has run out. The page around this frame can renew it.',
  TOKEN_REFUSED: 'Heddle does not accept the token of this frame: it is damaged or belongs to another run of Heddle.',
  TOKEN_OF_ANOTHER_ORIGIN: 'The token of this frame was made for another site than the one around it.',
}

/**
 * Why a token that the parent sent is not taken; null for everything else, also for messages of strangers, who get no
 * answer. Whatever cannot be read as a token is refused, not ignored: its sender waits for an answer.
 */
export function refusalOfMessage(event: { data: unknown; origin: string; fromParent: boolean }): Refusal | null {
  if (!event.fromParent || acceptMessage(event) !== null) return null
  const parsed = hostMessage.safeParse(event.data)
  if (!parsed.success || parsed.data.type === 'theme') return null
  return tokenClaims(parsed.data.payload.token) === null ? 'TOKEN_REFUSED' : 'TOKEN_OF_ANOTHER_ORIGIN'
}

/** How far a reader's clock may be behind. */
const clockToleranceMs = 60_000

/** Why the server does not know a token: by its own end when that is over. `nowMs` is Unix milliseconds. */
export function refusalByServer(token: string, nowMs: number): Refusal {
  const claimed = tokenClaims(token)
  return claimed !== null && claimed.exp * 1_000 <= nowMs + clockToleranceMs ? 'TOKEN_EXPIRED' : 'TOKEN_REFUSED'
}

/** `#token=…`: a fragment is never sent to a server. */
export function fragmentToken(hash: string): string | null {
  const value = new URLSearchParams(hash.replace(/^#/, '')).get('token')
  return value === null || value === '' ? null : value
}
