import { isLoopback } from '#lib/cors/origin.ts'
import { findEntry } from '#lib/cors/policy.ts'
import { judgeRequest } from '#lib/cors/verdict.ts'
import { CALLED_PATH, type CallFacts } from '#lib/origins/doctor/call.ts'
import { explainRefusal } from '#lib/origins/doctor/refusal.ts'
import { isWebOrigin } from '#lib/origins/doctor/site.ts'
import { RULES, type Step } from '#lib/origins/doctor/step.ts'
import type { TargetFault } from '../find-target.ts'
import type { Kept } from './kept.ts'

/** Whether the browser gives the page what the client makes keys and hashes with. */
export function buildSecureStep({ question: { origin } }: CallFacts): Step {
  const url = URL.parse(origin)
  const ok = !isWebOrigin(origin) || url?.protocol === 'https:' || isLoopback(url?.hostname ?? '')
  return {
    id: 'secure',
    title: 'Keys in the browser',
    side: 'browser',
    lines: [],
    ok,
    cause: ok
      ? 'The page can make keys and secrets for the sign-in.'
      : 'On plain http a page has no crypto.subtle, except on this machine, so signIn() fails before it asks anybody.',
    rule: RULES.secure,
    ...(!ok && { fix: { label: 'Serve the page over https' } }),
  }
}

export function buildWindowStep(): Step {
  return {
    id: 'window',
    title: 'A window opens',
    side: 'browser',
    lines: [],
    ok: true,
    cause:
      'Chrome, Firefox and Safari open a window of this server, if the page calls signIn() first of all while it handles a click. Where an extension or a setting blocks windows, the page itself goes to this server and back.',
    rule: RULES.window,
  }
}

/** Whether /authorize knows the client that the page is. */
export function buildAuthorizeStep(facts: CallFacts, fault: TargetFault | null): Step {
  const { origin } = facts.question
  return {
    id: 'authorize',
    title: fault ? 'The server does not know the page' : 'The server asks the person',
    side: 'server',
    lines: fault ? ['GET /authorize', 'HTTP/1.1 400 Bad Request'] : ['GET /authorize'],
    ok: fault === null,
    rule: RULES.authorize,
    ...(fault
      ? explainUnknown(facts)
      : {
          cause: `The page’s client is its origin, ${origin}, and an allowed origin needs no registration. The password is typed into a page of this server; who is signed in here already is not asked.`,
        }),
  }
}

function explainUnknown(facts: CallFacts): Pick<Step, 'cause' | 'fix'> {
  const { origin } = facts.question
  const verdict = judgeRequest(facts.policy, {
    method: 'GET',
    path: CALLED_PATH,
    header: name => (name === 'origin' ? origin : null),
  })
  if (verdict.origin === 'own' || isWebOrigin(origin) || origin === 'null') {
    return explainRefusal(facts, verdict, 'no_origin')
  }
  return {
    cause: 'Only a page on https or http is a client by its origin. Register the app as a client.',
    fix: { label: 'Register the app', href: '/clients/new' },
  }
}

export function buildMessageStep({ question: { origin } }: CallFacts): Step {
  return {
    id: 'message',
    title: 'The window answers the page',
    side: 'browser',
    lines: [],
    ok: true,
    cause: `The window posts a code to the page that opened it, and the browser hands it over only if that is a page of ${origin}. A page with the header Cross-Origin-Opener-Policy: same-origin never gets it; same-origin-allow-popups lets it through.`,
    rule: RULES.message,
  }
}

/** Whether the answer may come back to the page where no window opens. */
export function buildRedirectStep(address: string, fault: TargetFault | null): Step {
  return {
    id: 'redirect',
    title: 'Without a window: there and back',
    side: 'server',
    lines: fault ? ['HTTP/1.1 400 Bad Request'] : [`Location: ${address}?code=…&state=…&iss=…`],
    ok: fault === null,
    cause: fault
      ? `${address} is not among the return addresses of the origin, so nobody is sent there: where the browser blocks the window, or a page on the way cuts it off, signing in fails.`
      : `${address} is a return address of the origin, byte by byte. Where the browser blocks the window, the page goes to this server and comes back with the code. A window that a page on the way cuts off brings it there, too.`,
    rule: RULES.redirect,
    ...(fault && { fix: { label: 'Allow this return address', href: '/origins' } }),
  }
}

/** What each browser has of the code. */
export function buildExchangeStep(all: readonly Kept[]): Step {
  const ok = all.every(({ kept }) => kept !== null)
  return {
    id: 'exchange',
    title: 'The code is changed for a session',
    side: 'server',
    lines: [],
    ok,
    cause: (['cookie', 'tokens', null] as const).flatMap(kept => describeKept(all, kept)).join(' '),
    rule: RULES.exchange,
    ...(!ok && { fix: { label: 'Allow it for bearer tokens, too', href: '/origins' } }),
  }
}

function describeKept(all: readonly Kept[], wanted: Kept['kept']): string[] {
  const browsers = all.filter(({ kept }) => kept === wanted).map(({ browser }) => browser)
  if (browsers.length === 0) return []
  const where = `In ${new Intl.ListFormat('en').format(browsers)}`
  switch (wanted) {
    case 'cookie':
      return [`${where} the page gets the cookie, which no script can read.`]
    case 'tokens':
      return [`${where} the page gets tokens that are bound to a key which no script can export.`]
    case null:
      return [
        `${where} nobody is signed in: the browser drops the cookie, and the origin is allowed for the cookie only.`,
      ]
  }
}

/** Whether a form of the page's own would do, too. Signing in does not depend on it. */
export function buildPasswordStep({ policy, question: { origin } }: CallFacts): Step {
  const granted = findEntry(policy, origin)?.passwords ?? false
  return {
    id: 'passwords',
    title: 'A form of the page’s own',
    side: 'server',
    lines: [],
    ok: true,
    cause: granted
      ? 'signIn() needs none. auth.login(uid, password) works, too: the entry of the origin lets its pages take passwords.'
      : 'signIn() needs none. auth.login(uid, password) is refused (origin_no_passwords), since every script on the page could read what is typed there.',
    rule: RULES.passwords,
    ...(!granted && { fix: { label: 'Let its pages take passwords', href: '/origins' } }),
  }
}
