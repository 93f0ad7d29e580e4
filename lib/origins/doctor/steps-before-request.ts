import { isLoopback } from '#lib/cors/origin.ts'
import { judgeRequest } from '#lib/cors/verdict.ts'
import { CALLED_PATH, type CallFacts } from './call.ts'
import { findUngranted, runCorsCheck } from './cors.ts'
import { askAgain } from './question.ts'
import { buildFixWithoutHeaders, explainRefusal } from './refusal.ts'
import { isForbiddenMethod, isSafeName } from './request.ts'
import { buildLocalNetworkSteps, buildSiteStep } from './site-step.ts'
import { RULES, type Step } from './step.ts'

/** The steps before the request itself. If one after the site is red, some browser never sends the request. */
export function buildStepsBeforeRequest(facts: CallFacts): Step[] {
  const { question, reasons } = facts
  if (isForbiddenMethod(question.method)) return [buildSiteStep(facts), forbiddenStep(facts)]
  const steps = [...buildNetworkSteps(facts), preflightStep(facts)]
  return reasons.length > 0 ? [...steps, preflightAnswerStep(facts)] : steps
}

/** What holds for every call from the page to the server. */
export function buildNetworkSteps(facts: CallFacts): Step[] {
  const { question, server } = facts
  const isMixed = question.origin.startsWith('https:') && server.protocol === 'http:'
  return [
    buildSiteStep(facts),
    ...(isMixed ? [mixedStep(server)] : []),
    ...buildLocalNetworkSteps(facts),
  ]
}

function forbiddenStep({ question }: CallFacts): Step {
  return {
    id: 'method',
    title: 'The method',
    side: 'browser',
    lines: [],
    ok: false,
    cause: `A page may not send ${question.method}: fetch throws a TypeError.`,
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
      ? 'The server is this machine, so most browsers let a page on https call it over http. Safari may refuse.'
      : 'A page on https may not call a server on http, because anybody on the way could alter the answer.',
    rule: RULES.mixed,
    ...(!ok && { fix: { label: 'Serve this server over https, and set PUBLIC_URL' } }),
  }
}

function preflightStep({ question, request, reasons, relation, refused }: CallFacts): Step {
  const ok = refused.length === 0
  const needed = reasons.length > 0
  const none =
    relation === 'same-origin'
      ? 'Within one origin the browser sends no preflight.'
      : 'Not needed: any form could send this request, so the browser sends it without asking.'
  return {
    id: 'preflight',
    title: needed ? 'The browser asks first' : 'No preflight',
    side: 'browser',
    lines: needed ? preflightLines(question.origin, request) : [],
    ok,
    cause: [
      needed ? `Needed because ${formatList(reasons)}.` : none,
      ...(ok
        ? []
        : [
            `Firefox and Safari also ask for ${formatList(refused)}, and the server refuses. Chrome does not ask.`,
          ]),
      ...(relation === 'same-origin' ? [] : describePlainValues(request)),
      ...describeDropped(request),
    ].join(' '),
    rule: RULES.preflight,
    ...(!ok && { fix: buildFixWithoutHeaders(question, refused) }),
  }
}

/** The doctor knows only the names of headers, and some values of a safe header need a preflight. */
function describePlainValues({ names }: CallFacts['request']): string[] {
  const safe = names.filter(isSafeName)
  return safe.length === 0
    ? []
    : [
        `A plain value of ${formatList(safe)} needs no preflight; one with over 128 characters, brackets, quotes or several ranges does.`,
      ]
}

function describeDropped({ dropped }: CallFacts['request']): string[] {
  return dropped.length === 0
    ? []
    : [`The browser drops ${formatList(dropped)}, which only the browser itself may set.`]
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
  const failure = runCorsCheck(verdict.headers, question)
  const { method, names } = findUngranted(verdict.headers, request)
  const ok = failure === null && verdict.status === 204 && method === null && names.length === 0
  const status = verdict.status === 204 ? '204 No Content' : '403 Forbidden'
  return {
    id: 'preflight-answer',
    title: ok ? 'The server agrees' : 'The server does not agree',
    side: 'server',
    lines: [`HTTP/1.1 ${status}`, ...verdict.headers.map(([name, value]) => `${name}: ${value}`)],
    ok,
    rule: RULES.preflightAnswer,
    ...(ok
      ? {
          cause:
            'The server grants the origin, the method and every header, so the browser sends the request.',
        }
      : explainRefusal(facts, verdict, failure, { method, names })),
  }
}

const formatList = (items: string[]) => new Intl.ListFormat('en').format(items)
