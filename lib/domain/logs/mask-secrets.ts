/** What stands where a secret stood. */
export const MASK = '•••'

/** Names of headers, fields and parameters whose values are never shown. */
const secretName =
  '(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|api[-_]?key|x-auth-token|x-amz-security-token|x-amz-signature|access[-_]?token|refresh[-_]?token|id[-_]?token|auth[-_]?token|session[-_]?(?:id|token)|csrf[-_]?token|token|password|passwd|pwd|passphrase|client[-_]?secret|secret[-_]?key|secret|private[-_]?key|signature|sig'

// Each pattern is linear: no part can match the same text in two ways.
const rules: readonly { readonly pattern: RegExp; readonly with: string }[] = [
  // A header that is cited whole: everything up to its end, schemes and several cookies included.
  {
    pattern: /\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\r\n"']+)/gi,
    with: `$1$2${MASK}`,
  },
  // "password": "x", password=x, &access_token=x, api_key: x
  {
    pattern: new RegExp(`(^|[^\\w-])(${secretName})(["']?\\s*[:=]\\s*)(?:"[^"]*"|'[^']*'|[^\\s"'&,;)}\\]]+)`, 'gi'),
    with: `$1$2$3${MASK}`,
  },
  { pattern: /\b(bearer|basic|negotiate)\s+[\w.~+/=-]{8,}/gi, with: `$1 ${MASK}` },
  // A JSON Web Token says what it is by its first part.
  { pattern: /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, with: MASK },
  // user:password@host
  { pattern: /(\w:\/\/[^\s:/@]{1,100}:)[^\s/@]{1,200}(@)/g, with: `$1${MASK}$2` },
  { pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g, with: MASK },
]

/** Cheap to ask and false for nearly every line: nothing in here could be a secret. */
const suspicious =
  /auth|cookie|token|passw|pwd|passphrase|secret|key|sig|session|bearer|basic|negotiate|eyJ|:\/\/[^\s/]*@/i

/** The text with the values of secrets replaced: authorization and cookie headers, tokens, passwords, keys. */
export function maskSecrets(text: string): string {
  if (!suspicious.test(text)) return text
  return rules.reduce((masked, rule) => masked.replace(rule.pattern, rule.with), text)
}

/** A named value (a header, a span's tag) masked by its name and by what it says. */
export function maskNamed(name: string, value: string): string {
  return isSecretName(name) ? MASK : maskSecrets(value)
}

/** The spans of a trace have few names a million times: each is looked at once. */
const judged = new Map<string, boolean>()
const mostJudged = 2_000

function isSecretName(name: string): boolean {
  const known = judged.get(name)
  if (known !== undefined) return known
  const secret = wholeName.test(name)
  if (judged.size < mostJudged && name.length < 200) judged.set(name, secret)
  return secret
}

const wholeName = new RegExp(`(?:^|[._])(?:${secretName})$`, 'i')
