import { LATER, MOMENT } from './samples.ts'

export const ORIGIN = {
  id: 3,
  origin: 'https://you.github.io',
  note: 'Class of 2026',
  mode: 'both',
  enabled: true,
  access: 'users',
  passwords: false,
  chosen: true,
  pinned: false,
  addedBy: 'admin',
  createdAt: MOMENT,
  updatedAt: MOMENT,
  warning: 'All repositories of you share this origin.',
}

export const HEADER = {
  header: 'x-trace-id',
  pinned: false,
  addedBy: 'admin',
  createdAt: MOMENT,
}

export const RETURN_ADDRESS = {
  id: 5,
  address: 'https://you.github.io/app/',
  origin: 'https://you.github.io',
  allowed: true,
  pinned: false,
  addedBy: 'admin',
  createdAt: MOMENT,
}

export const RETURN_REFUSAL = {
  address: 'https://you.github.io/old/',
  client: 'https://you.github.io',
  cause: 'It is not among the return addresses of this origin. Allow it, if its page is yours.',
  count: 3,
  firstSeen: MOMENT,
  lastSeen: LATER,
  allowed: false,
  allowable: true,
}

export const REFUSAL = {
  origin: 'https://shop.example',
  reason: 'origin_not_allowed',
  cause: 'The origin is not on the list. Allow it, if you know whose it is.',
  count: 12,
  firstSeen: MOMENT,
  lastSeen: LATER,
  lastPath: '/api/id',
  browser: 'Chrome',
  system: 'Android',
  allowed: false,
  modes: ['both', 'cookie', 'bearer'],
  headers: [],
  grant: null,
  disabledId: null,
  warning: null,
}

export const DIAGNOSIS = {
  summary: 'It does not work: the request arrives, but the page may not read the answer.',
  preflighted: false,
  reached: true,
  cookie: { Chrome: true, Firefox: true, Safari: false },
  readable: false,
  steps: [
    {
      id: 'readable',
      title: 'May the page read the answer?',
      side: 'browser',
      lines: ['(no Access-Control-Allow-Origin)'],
      ok: false,
      cause: 'The origin is not on the list. Allow it, if you know whose it is.',
      rule: {
        name: 'Fetch standard, CORS check',
        url: 'https://fetch.spec.whatwg.org/#concept-cors-check',
      },
      fix: {
        label: 'Allow this origin',
        href: 'https://auth.example.com/origins/new?origin=https%3A%2F%2Fshop.example',
      },
    },
  ],
}

export const SIGN_IN_DIAGNOSIS = {
  summary: 'signIn() works in every browser. Where the browser blocks the window, it fails.',
  works: true,
  withoutWindow: false,
  keeps: { Chrome: 'cookie', Firefox: 'cookie', Safari: 'tokens' },
  steps: [
    {
      id: 'redirect',
      title: 'Without a window: there and back',
      side: 'server',
      lines: ['HTTP/1.1 400 Bad Request'],
      ok: false,
      cause:
        'https://you.github.io/app/ is not among the return addresses of the origin, so nobody is sent there: where the browser blocks the window, or a page on the way cuts it off, signing in fails.',
      rule: {
        name: 'RFC 9700 §4.1.3, exact redirect URIs',
        url: 'https://www.rfc-editor.org/rfc/rfc9700#section-4.1.3',
      },
      fix: {
        label: 'Allow this return address',
        href: 'https://auth.example.com/origins',
      },
    },
  ],
}
