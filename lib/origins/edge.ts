import { type CorsRequest, judgeRequest, type Verdict } from '#lib/cors/verdict.ts'
import { env } from '#lib/env/env.ts'
import { applyListedOrigins, readCorsPolicy } from './allow-list.ts'
import { SEAL_HEADER, sealBody } from './internal-seal.ts'
import { RefusalCounter, toRefusal } from './refusal-counter.ts'

/** For how long an allowed origin, and one that is not, is judged by the list of before, in milliseconds. */
const ALLOWED_MAX_AGE_MS = 10_000
const UNKNOWN_MAX_AGE_MS = 1_000
/** How long refusals are gathered before they are told, and how long an answer may take. */
const GATHER_MS = 1_000
const EXCHANGE_TIMEOUT_MS = 2_000

type WaitUntil = (promise: Promise<unknown>) => void

const refusals = new RefusalCounter()
let exchangeStartedAt = Number.NEGATIVE_INFINITY
let currentExchange: Promise<void> | null = null
let currentReport: Promise<void> | null = null

/**
 * Judges a request on the edge, which has no database: the Node side is asked for the list and told what was
 * refused. An origin that is known waits for nothing; an unknown one does, for an answer that all who wait
 * share, at most once a second. Without an answer the list of before stays, at first that of CORS_ORIGINS.
 */
export async function judgeOnEdge(request: CorsRequest, waitUntil: WaitUntil): Promise<Verdict> {
  const verdict = judgeRequest(readCorsPolicy(), request)
  const isOrigin = verdict.origin === 'allowed' || verdict.origin === 'refused'
  if (!isOrigin || verdict.reason === 'path_not_shared') return verdict
  const age = Date.now() - exchangeStartedAt
  if (verdict.origin === 'allowed') {
    if (age > ALLOWED_MAX_AGE_MS) waitUntil(exchangeOnce())
    return noteRefusal(verdict, request, waitUntil)
  }
  if (age <= UNKNOWN_MAX_AGE_MS && !currentExchange) return noteRefusal(verdict, request, waitUntil)
  await exchangeOnce()
  return noteRefusal(judgeRequest(readCorsPolicy(), request), request, waitUntil)
}

/** Has a refusal told to the Node side, with those that follow within a second. */
function noteRefusal(verdict: Verdict, request: CorsRequest, waitUntil: WaitUntil): Verdict {
  const refusal = toRefusal(verdict, request)
  if (refusal) {
    refusals.add(refusal)
    currentReport ??= reportLater()
    waitUntil(currentReport)
  }
  return verdict
}

async function reportLater(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, GATHER_MS))
  currentReport = null
  await exchangeOnce()
}

/** Exchanges lists with the Node side; those who ask meanwhile share it. Never throws. */
function exchangeOnce(): Promise<void> {
  exchangeStartedAt = Date.now()
  currentExchange ??= exchange()
    .catch(() => {})
    .finally(() => {
      currentExchange = null
    })
  return currentExchange
}

async function exchange(): Promise<void> {
  const body = JSON.stringify({ refusals: refusals.take() })
  // By PUBLIC_URL and never by the request's Host, which anybody can send.
  const response = await fetch(new URL('/api/origins/policy', env().publicUrl), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [SEAL_HEADER]: await sealBody(body) },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(EXCHANGE_TIMEOUT_MS),
  })
  if (response.ok) applyListedOrigins(await response.json())
}
