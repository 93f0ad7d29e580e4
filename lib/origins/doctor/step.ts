import { z } from 'zod'

const Rule = z.strictObject({ name: z.string(), url: z.url() })
type Rule = z.output<typeof Rule>

const Fix = z.strictObject({
  label: z.string(),
  href: z
    .string()
    .exactOptional()
    .describe('The page of this server where you do it. Without one, you do it in your own page.'),
})
/** What fixes a step, and the path on this server where it is done; without a path it is done in the page itself. */
export type Fix = z.output<typeof Fix>

/** One step of a call from a page to this server: what is sent or decided, and by which side. */
export const Step = z
  .strictObject({
    id: z.enum([
      'origin',
      'certificate',
      'address',
      'site',
      'method',
      'mixed',
      'local-network',
      'preflight',
      'preflight-answer',
      'cookie',
      'csrf',
      'answer',
      'readable',
      'access',
      'secure',
      'dialog',
      'window',
      'authorize',
      'message',
      'redirect',
      'exchange',
      'passwords',
    ]),
    title: z.string(),
    side: z.enum(['browser', 'server']),
    lines: z.array(z.string()).describe('Header lines as they go over the wire.'),
    ok: z.boolean().describe('Whether the call goes on as the page intends.'),
    cause: z.string().describe('Why it does or does not, in sentences.'),
    rule: Rule.describe('The standard that sets the rule.'),
    fix: Fix.exactOptional().describe('What fixes it.'),
  })
  .meta({ id: 'Step', description: 'What is sent or decided, and by which side.' })
export type Step = z.output<typeof Step>

const fetchRule = (name: string, anchor: string): Rule => ({
  name: `Fetch standard, ${name}`,
  url: `https://fetch.spec.whatwg.org/#${anchor}`,
})

/** The standard behind each step. */
export const RULES = {
  origin: {
    name: 'RFC 6454 §6.2, ASCII serialisation of an origin',
    url: 'https://www.rfc-editor.org/rfc/rfc6454#section-6.2',
  },
  certificate: {
    name: 'RFC 9110 §4.3.4, https certificate verification',
    url: 'https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4',
  },
  address: {
    name: 'RFC 6454 §5, comparing origins',
    url: 'https://www.rfc-editor.org/rfc/rfc6454#section-5',
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
  localNetwork: {
    name: 'Local Network Access, permission prompt',
    url: 'https://wicg.github.io/local-network-access/',
  },
  preflight: fetchRule('CORS-safelisted request-header', 'cors-safelisted-request-header'),
  preflightAnswer: fetchRule('CORS-preflight fetch', 'cors-preflight-fetch'),
  credentials: fetchRule('credentials mode', 'concept-request-credentials-mode'),
  cookie: {
    name: 'RFC 6265bis §5.8.3, the Cookie header',
    url: 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.8.3',
  },
  csrf: fetchRule('Origin header', 'origin-header'),
  answer: fetchRule('HTTP responses', 'http-responses'),
  readable: fetchRule('CORS check', 'concept-cors-check'),
  secure: {
    name: 'Secure Contexts §3.1, potentially trustworthy origins',
    url: 'https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy',
  },
  dialog: {
    name: 'FedCM, the well-known file',
    url: 'https://w3c-fedid.github.io/FedCM/#idp-api-well-known',
  },
  window: {
    name: 'HTML standard, activation-triggering input',
    url: 'https://html.spec.whatwg.org/multipage/interaction.html#tracking-user-activation',
  },
  authorize: {
    name: 'RFC 9700 §2.1, redirect-based flows',
    url: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.1',
  },
  message: {
    name: 'HTML standard, posting messages',
    url: 'https://html.spec.whatwg.org/multipage/web-messaging.html#posting-messages',
  },
  redirect: {
    name: 'RFC 9700 §4.1.3, exact redirect URIs',
    url: 'https://www.rfc-editor.org/rfc/rfc9700#section-4.1.3',
  },
  exchange: {
    name: 'RFC 7636 §4.5, the code verifier',
    url: 'https://www.rfc-editor.org/rfc/rfc7636#section-4.5',
  },
  passwords: {
    name: 'RFC 9700 §2.4, passwords in clients',
    url: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.4',
  },
  access: {
    name: 'RFC 9700 §2.3, access token privilege restriction',
    url: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.3',
  },
} as const satisfies Record<string, Rule>
