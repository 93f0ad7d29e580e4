import { isLoopback } from '#lib/cors/origin.ts'
import { judgeRequest } from '#lib/cors/verdict.ts'
import { CALLED_PATH, type CallFacts } from './call.ts'
import { findUngranted, runCorsCheck } from './cors.ts'
import { askAgain } from './question.ts'
import { buildFixWithoutHeaders, explainRefusal } from './refusal.ts'
import { isForbiddenMethod, isSafeName } from './request.ts'
import { computeSite } from './site.ts'
import { RULES, type Step } from './step.ts'

/** The steps before the request itself; when one after the site is red, the browser sends none. */
export function buildStepsBeforeRequest(facts: CallFacts): Step[] {
  const { question, server, reasons } = facts
  if (isForbiddenMethod(question.method)) return [siteStep(facts), forbiddenStep(facts)]
  const isMixed = question.origin.startsWith('https:') && server.protocol === 'http:'
  const steps = [siteStep(facts), ...(isMixed ? [mixedStep(server)] : []), preflightStep(facts)]
  return reasons.length > 0 ? [...steps, preflightAnswerStep(facts)] : steps
}

function siteStep({ question: { origin }, server, relation }: CallFacts): Step {
  const hosts =
    origin === 'null' ? '' : `${computeSite(new URL(origin))} and ${computeSite(server)}`
  const causes = {
    'same-origin': 'The page is the server’s own: no CORS, and its cookie is its own.',
    'same-site': `Another origin of one site (${computeSite(server)}, by ${server.protocol.slice(0, -1)}): CORS decides what it may read, and its cookies go along.`,
    'cross-site': hosts
      ? `Two sites (${hosts}${schemes(origin, server)}): CORS decides what the page may read, and the browser may keep the cookie back.`
      : 'A page without an origin is of no site.',
  }
  return {
    id: 'site',
    title: { 'same-origin': 'Same origin', 'same-site': 'Same site', 'cross-site': 'Another site' }[
      relation
    ],
    side: 'browser',
    lines: [`Sec-Fetch-Site: ${relation}`],
    ok: true,
    cause: causes[relation],
    rule: RULES.site,
  }
}

function schemes(origin: string, { protocol }: URL): string {
  const own = protocol.slice(0, -1)
  return origin.startsWith(protocol) ? '' : `; the page is not on ${own}, as the server is`
}

function forbiddenStep({ question }: CallFacts): Step {
  return {
    id: 'method',
    title: 'The method',
    side: 'browser',
    lines: [],
    ok: false,
    cause: `${question.method} is nothing that a page may send: fetch throws a TypeError.`,
    rule: RULES.method,
    fix: askAgain(question, { method: 'GET' }, 'Try GET'),
  }
}

function mixedStep(server: URL): Step {
  const ok = isLoopback(server.hostname)
  return {
    id: 'mixed',
    title: 'From https to http',
    side: 'browser',
    lines: [],
    ok,
    cause: ok
      ? 'The server is this machine itself, so most browsers let a page on https call it by http. Chrome may ask the person first, and Safari may refuse.'
      : 'A page on https may not call a server on http: what comes back could have been altered on the way.',
    rule: RULES.mixed,
    ...(!ok && { fix: { label: 'Serve this server over https, and set PUBLIC_URL' } }),
  }
}

function preflightStep({ question, request, reasons, relation }: CallFacts): Step {
  const { elsewhere } = request
  const ok = relation === 'same-origin' || elsewhere.length === 0
  const needed = reasons.length > 0
  const none =
    relation === 'same-origin'
      ? 'Within one origin the browser asks nobody.'
      : 'Not needed: any form could send such a request, so the browser sends it unasked.'
  return {
    id: 'preflight',
    title: needed ? 'The browser asks first' : 'No preflight',
    side: 'browser',
    lines: needed ? preflightLines(question.origin, request) : [],
    ok,
    cause: [
      needed ? `Needed, since ${listed(reasons)}.` : none,
      ...(ok
        ? []
        : [
            `Firefox and Safari also ask about ${listed(elsewhere)}, and are told no; Chrome does not.`,
          ]),
      ...(relation === 'same-origin' ? [] : plainValues(request)),
      ...droppedWords(request),
    ].join(' '),
    rule: RULES.preflight,
    ...(!ok && { fix: buildFixWithoutHeaders(question, elsewhere) }),
  }
}

/** Of a header the doctor is told the name, and with some values one that is safe is not. */
function plainValues({ names }: CallFacts['request']): string[] {
  const safe = names.filter(isSafeName)
  return safe.length === 0
    ? []
    : [
        `A plain value of ${listed(safe)} goes unasked; one of over 128 characters, with brackets or quotes, or of several ranges does not.`,
      ]
}

function droppedWords({ dropped }: CallFacts['request']): string[] {
  return dropped.length === 0
    ? []
    : [`The browser leaves out ${listed(dropped)}, which only itself may set.`]
}

function preflightLines(origin: string, { method, unsafe }: CallFacts['request']): string[] {
  return [
    `OPTIONS ${CALLED_PATH} HTTP/1.1`,
    `Origin: ${origin}`,
    `Access-Control-Request-Method: ${method}`,
    ...(unsafe.length > 0 ? [`Access-Control-Request-Headers: ${unsafe.join(',')}`] : []),
  ]
}

function preflightAnswerStep(facts: CallFacts): Step {
  const { question, policy, request } = facts
  const asked = new Map([
    ['origin', question.origin],
    ['access-control-request-method', request.method],
    ...(request.unsafe.length > 0
      ? [['access-control-request-headers', request.unsafe.join(',')] as const]
      : []),
  ])
  const verdict = judgeRequest(policy, {
    method: 'OPTIONS',
    path: CALLED_PATH,
    header: name => asked.get(name),
  })
  const fault = runCorsCheck(verdict.headers, question)
  const { method, names } = findUngranted(verdict.headers, request)
  const ok = fault === null && verdict.status === 204 && method === null && names.length === 0
  const status = verdict.status === 204 ? '204 No Content' : '403 Forbidden'
  return {
    id: 'preflight-answer',
    title: ok ? 'The server agrees' : 'The answer does not let it through',
    side: 'server',
    lines: [`HTTP/1.1 ${status}`, ...verdict.headers.map(([name, value]) => `${name}: ${value}`)],
    ok,
    rule: RULES.preflightAnswer,
    ...(ok
      ? { cause: 'The origin, the method and every header are granted, so the request is sent.' }
      : explainRefusal(facts, verdict, fault, { method, names })),
  }
}

const listed = (items: string[]) => new Intl.ListFormat('en').format(items)
