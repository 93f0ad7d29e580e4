import { judgeCrossSite } from '#lib/cors/csrf.ts'
import { judgeRequest } from '#lib/cors/verdict.ts'
import { CALLED_PATH, type CallFacts } from './call.ts'
import { type CorsFailure, listExposedHeaders, runCorsCheck } from './cors.ts'
import { askAgain } from './question.ts'
import { buildClientFix, explainRefusal } from './refusal.ts'
import { type Fix, RULES, type Step } from './step.ts'
import { findNeighbour } from './this-machine.ts'

const SAME_SITE = { lax: 'Lax', strict: 'Strict', none: 'None' }

/** The steps from the request itself to the page that reads the answer. */
export function buildStepsFromRequest(facts: CallFacts): Step[] {
  const { request } = facts
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(request.method)
  return [cookieStep(facts), ...(isSafe ? [] : [csrfStep(facts)]), ...answerSteps(facts)]
}

function cookieStep(facts: CallFacts): Step {
  const { question, relation, cookie, cookies, wanted } = facts
  if (isForgotten(facts)) return forgottenStep(facts)
  const ok = !wanted || cookies.every(({ sent }) => sent)
  const all = new Set(cookies.map(({ why }) => why)).size === 1
  const words = all
    ? `${cookies[0]?.sent ? 'Every' : 'No'} browser sends it: ${cookies[0]?.why}`
    : cookies
        .map(
          ({ browser, sent, why }) => `${browser} ${sent ? 'sends' : 'does not send'} it: ${why}`,
        )
        .join(' ')
  const { name, secure, sameSite, partitioned } = cookie
  const kept = [secure && 'Secure', `SameSite=${SAME_SITE[sameSite]}`, partitioned && 'Partitioned']
  return {
    id: 'cookie',
    title: titleOf(cookies),
    side: 'browser',
    lines: requestLines(facts),
    ok,
    cause: wanted
      ? `${name} (${kept.filter(Boolean).join(', ')}). ${words}`
      : `credentials: "${question.credentials}" withholds every cookie, so only a bearer token can say who asks.`,
    rule: RULES.cookie,
    ...(!ok && relation === 'cross-site' && { fix: buildCookieFix(facts) }),
  }
}

/** Whether the script neither says that cookies are to be sent nor sends a token. */
function isForgotten({ question, request, wanted }: CallFacts): boolean {
  const isDefault = question.credentials === 'same-origin' && !wanted
  return isDefault && !request.names.includes('authorization')
}

function forgottenStep(facts: CallFacts): Step {
  return {
    id: 'cookie',
    title: titleOf(facts.cookies),
    side: 'browser',
    lines: requestLines(facts),
    ok: false,
    cause:
      'The script does not say credentials, and by default, "same-origin", fetch sends cookies to the page’s own origin only. For the same reason the browser drops the cookie of a sign-in.',
    rule: RULES.credentials,
    fix: askAgain(
      facts.question,
      { credentials: 'include' },
      "Write credentials: 'include' in every fetch, the sign-in too",
    ),
  }
}

function buildCookieFix({ question, server }: CallFacts): Fix {
  const neighbour = findNeighbour(question.origin, server)
  return neighbour
    ? askAgain(question, { origin: neighbour }, `Open the page at ${neighbour}`)
    : buildClientFix(question.origin, 'Use /client.js, which needs no cookie')
}

function titleOf(cookies: CallFacts['cookies']): string {
  if (cookies.every(({ sent }) => sent)) return 'The request, with the cookie'
  const some = cookies.some(({ sent }) => sent)
  return some ? 'The request, with the cookie in some browsers' : 'The request, without the cookie'
}

/** The request as Chrome sends it. */
function requestLines(facts: CallFacts): string[] {
  const { request, server, question, cookie } = facts
  const { origin, cookie: sent } = sentHeaders(facts)
  return [
    `${request.method} ${CALLED_PATH} HTTP/1.1`,
    `Host: ${server.host}`,
    ...(origin ? [`Origin: ${origin}`] : []),
    ...(sent ? [`Cookie: ${cookie.name}=…`] : []),
    ...request.names.map(name =>
      name === 'content-type' ? `Content-Type: ${question['content-type']}` : `${name}: …`,
    ),
  ]
}

/** What Chrome sends that decides here. Within one origin only a request that may change something has an Origin. */
function sentHeaders({ question, request, relation, cookies }: CallFacts) {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  return {
    origin: relation === 'same-origin' && isRead ? null : question.origin,
    cookie: cookies.some(({ browser, sent }) => browser === 'Chrome' && sent),
    authorization: request.names.includes('authorization'),
  }
}

function csrfStep(facts: CallFacts): Step {
  const { policy, request, relation } = facts
  const { origin, cookie, authorization } = sentHeaders(facts)
  const headers = new Headers({ 'sec-fetch-site': relation })
  if (origin !== null) headers.set('origin', origin)
  if (cookie) headers.set('cookie', 'present')
  if (authorization) headers.set('authorization', 'Bearer present')
  const refusal = judgeCrossSite(policy, request.method, headers)
  return {
    id: 'csrf',
    title: refusal ? 'The server does not act' : 'The server acts',
    side: 'server',
    lines: refusal ? ['HTTP/1.1 403 Forbidden'] : [],
    ok: refusal === null,
    rule: RULES.csrf,
    ...explainCsrf(refusal, facts),
  }
}

function explainCsrf(
  refusal: ReturnType<typeof judgeCrossSite>,
  { question }: CallFacts,
): Pick<Step, 'cause' | 'fix'> {
  if (refusal === null) return { cause: 'Pages of this origin may make changes here.' }
  if (refusal === 'origin_bearer_only') {
    return {
      cause:
        'The origin is allowed for bearer tokens only, so a request with the cookie and no token changes nothing.',
      fix: askAgain(
        question,
        { credentials: 'omit', headers: [...question.headers, 'Authorization'] },
        'Send a token instead of the cookie',
      ),
    }
  }
  return {
    cause:
      'The browser sends it without asking, as it sends a form, but the server changes nothing for an origin that is not allowed.',
  }
}

function answerSteps(facts: CallFacts): Step[] {
  const { question, policy, request, relation } = facts
  const { origin } = sentHeaders(facts)
  const verdict = judgeRequest(policy, {
    method: request.method,
    path: CALLED_PATH,
    header: name => (name === 'origin' ? origin : null),
  })
  const failure = relation === 'same-origin' ? null : runCorsCheck(verdict.headers, question)
  const shown = listExposedHeaders(verdict.headers)
  const answer: Step = {
    id: 'answer',
    title: 'The answer',
    side: 'server',
    lines: verdict.headers.map(([name, value]) => `${name}: ${value}`),
    ok: failure === null,
    rule: RULES.answer,
    ...(failure === null
      ? { cause: 'Its headers let the page read it.' }
      : explainRefusal(facts, verdict, failure)),
  }
  if (relation === 'same-origin') {
    answer.cause = 'A page may read every answer from its own origin.'
  }
  const readable: Step = {
    id: 'readable',
    title: failure === null ? 'The page reads it' : 'The page may not read it',
    side: 'browser',
    lines: [],
    ok: failure === null,
    cause: describeReadable(failure, relation === 'same-origin', shown),
    rule: RULES.readable,
  }
  return [answer, readable]
}

function describeReadable(failure: CorsFailure, own: boolean, shown: string): string {
  if (own) return 'It reads the status, the body and every header except Set-Cookie.'
  if (failure === null) return `It reads the status, the body and these headers: ${shown}.`
  const lacks =
    failure === 'no_credentials'
      ? 'Access-Control-Allow-Credentials'
      : 'Access-Control-Allow-Origin'
  return `The answer lacks ${lacks}, so the script gets “TypeError: Failed to fetch” and the console shows “blocked by CORS policy”.`
}
