/** One step of a call between a page and this server: what is sent or decided, and by whom. */
export type Step = {
  id: StepId
  title: string
  side: 'browser' | 'server'
  /** Header lines as they go over the wire. */
  lines: string[]
  /** Whether the call goes on as the page wishes. */
  ok: boolean
  /** Why it does or does not, in sentences. */
  cause: string
  rule: Rule
  fix?: Fix
}

type StepId =
  | 'origin'
  | 'site'
  | 'method'
  | 'mixed'
  | 'preflight'
  | 'preflight-answer'
  | 'cookie'
  | 'csrf'
  | 'answer'
  | 'readable'

/** Where a rule is written. */
type Rule = { name: string; url: string }

/** What would help, and the path of this server where it is done; without one it is done in the page. */
export type Fix = { label: string; href?: string }

const fetchRule = (name: string, anchor: string): Rule => ({
  name: `Fetch standard, ${name}`,
  url: `https://fetch.spec.whatwg.org/#${anchor}`,
})

export const RULES = {
  origin: {
    name: 'RFC 6454 §6.2, ASCII serialisation of an origin',
    url: 'https://www.rfc-editor.org/rfc/rfc6454#section-6.2',
  },
  site: {
    name: 'HTML standard, same site',
    url: 'https://html.spec.whatwg.org/multipage/browsers.html#same-site',
  },
  method: fetchRule('forbidden method', 'forbidden-method'),
  mixed: {
    name: 'Mixed Content §4.4, should fetching be blocked',
    url: 'https://www.w3.org/TR/mixed-content/#should-block-fetch',
  },
  preflight: fetchRule('CORS-safelisted request-header', 'cors-safelisted-request-header'),
  preflightAnswer: fetchRule('CORS-preflight fetch', 'cors-preflight-fetch'),
  cookie: {
    name: 'RFC 6265bis §5.8.3, the Cookie header',
    url: 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.8.3',
  },
  csrf: fetchRule('Origin header', 'origin-header'),
  answer: fetchRule('HTTP responses', 'http-responses'),
  readable: fetchRule('CORS check', 'concept-cors-check'),
} as const satisfies Record<string, Rule>
