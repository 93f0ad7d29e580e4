/** What an authorization request may say; other parameters are ignored (RFC 6749 §3.1). */
const NAMES = [
  'acr_values',
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'dpop_jkt',
  'fallback_redirect_uri',
  'id_token_hint',
  'login_hint',
  'max_age',
  'nonce',
  'prompt',
  'redirect_uri',
  'registration',
  'request',
  'request_uri',
  'resource',
  'response_mode',
  'response_type',
  'scope',
  'state',
  'ui_locales',
] as const
type Name = (typeof NAMES)[number]

/** How long a parameter may be, in characters: more is nothing that a client means. */
const MAX_LENGTH = 4096

/** The parameters of one request. */
export type Parameters = {
  values: Partial<Record<Name, string>>
  /** Those that stand twice, are too long, or hold a control character: nobody can say what they mean. */
  broken: ReadonlySet<Name>
}

/** Reads the parameters of an authorization request; an empty one counts as left out (RFC 6749 §3.1). */
export function readAuthorizationParameters(query: URLSearchParams): Parameters {
  const values: Partial<Record<Name, string>> = {}
  const broken = new Set<Name>()
  for (const name of NAMES) {
    const [value, ...more] = query.getAll(name)
    if (value === undefined) continue
    if (more.length > 0 || value.length > MAX_LENGTH || hasControl(value)) broken.add(name)
    else if (value !== '') values[name] = value
  }
  return { values, broken }
}

/** The parameters as a query, in one order, as they are carried from page to page. */
export function writeAuthorizationParameters({ values }: Parameters): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of NAMES) if (values[name] !== undefined) query.set(name, values[name])
  return query
}

function hasControl(text: string): boolean {
  return [...text].some(character => character < ' ' || character === '\x7f')
}
