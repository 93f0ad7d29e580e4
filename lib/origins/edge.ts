import { applyAllowList, readCorsPolicy } from '#lib/authority/allow-list.ts'
import { type CorsRequest, judgeRequest, type Verdict } from '#lib/cors/verdict.ts'
import { env } from '#lib/env/env.ts'
import { SEAL_HEADER, sealBody } from './internal-seal.ts'
import { RefusalCounter, toRefusal } from './refusal-counter.ts'

/** How old the list may be when it allows an origin. */
const ALLOWED_MAX_AGE_MS = 10_000
/** How old the list may be when it does not allow an origin. */
const UNKNOWN_MAX_AGE_MS = 1_000
/** How long refusals are gathered before they are reported. */
const GATHER_MS = 1_000
/** How long the Node side may take to answer. */
const EXCHANGE_TIMEOUT_MS = 2_000

type WaitUntil = (promise: Promise<unknown>) => void

const refusals = new RefusalCounter()
let exchangeStartedAt = Number.NEGATIVE_INFINITY
let currentExchange: Promise<void> | null = null
let currentReport: Promise<void> | null = null

/**
 * Judges a request on the edge, which has no database: it asks the Node side for the list and reports refusals to it.
 * An allowed origin never waits. Any other waits for an answer that all waiting requests share, at most once a
 * second. Without an answer the previous list stays, at first CORS_ORIGINS alone.
 * @param waitUntil keeps the edge running until a promise has settled.
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

/** Reports a refusal to the Node side, together with those of the next second. */
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

/** Exchanges lists with the Node side. Calls during an exchange share it. Never throws. */
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
  // To PUBLIC_URL and never to the request's Host, which anybody can choose.
  const response = await fetch(new URL('/api/origins/policy', env().publicUrl), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [SEAL_HEADER]: await sealBody(body) },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(EXCHANGE_TIMEOUT_MS),
  })
  if (response.ok) applyAllowList(await response.json())
}
