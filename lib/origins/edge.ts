import { type CorsRequest, judge, type Verdict } from '#lib/cors/verdict.ts'
import { env } from '#lib/env/env.ts'
import { allowAlso, currentPolicy } from './allow-list.ts'
import { SEAL_HEADER, seal } from './internal-seal.ts'
import { RefusalCounter, refusalOf } from './refusal-counter.ts'

/** For how long an allowed origin, and one that is not, is judged by the list of before, in milliseconds. */
const FRESH = 10_000
const FRESH_FOR_UNKNOWN = 1_000
/** How long refusals are gathered before they are told, and how long an answer may take. */
const GATHERED = 1_000
const PATIENCE = 2_000

type WaitUntil = (promise: Promise<unknown>) => void

const refusals = new RefusalCounter()
let askedAt = Number.NEGATIVE_INFINITY
let asking: Promise<void> | null = null
let telling: Promise<void> | null = null

/**
 * Judges a request on the edge, which has no database: the Node side is asked for the list and told what was
 * refused. An origin that is known waits for nothing; an unknown one does, for an answer that all who wait
 * share, at most once a second. Without an answer the list of before stays, at first that of CORS_ORIGINS.
 */
export async function judgeOnEdge(request: CorsRequest, waitUntil: WaitUntil): Promise<Verdict> {
  const verdict = judge(currentPolicy(), request)
  const isOrigin = verdict.origin === 'allowed' || verdict.origin === 'refused'
  if (!isOrigin || verdict.reason === 'path_not_shared') return verdict
  const age = Date.now() - askedAt
  if (verdict.origin === 'allowed') {
    if (age > FRESH) waitUntil(ask())
    return told(verdict, request, waitUntil)
  }
  if (age <= FRESH_FOR_UNKNOWN && !asking) return told(verdict, request, waitUntil)
  await ask()
  return told(judge(currentPolicy(), request), request, waitUntil)
}

/** Has a refusal told to the Node side, with those that follow within a second. */
function told(verdict: Verdict, request: CorsRequest, waitUntil: WaitUntil): Verdict {
  const refusal = refusalOf(verdict, request)
  if (refusal) {
    refusals.add(refusal)
    telling ??= tell()
    waitUntil(telling)
  }
  return verdict
}

async function tell(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, GATHERED))
  telling = null
  await ask()
}

/** Exchanges lists with the Node side; those who ask meanwhile share it. Never throws. */
function ask(): Promise<void> {
  askedAt = Date.now()
  asking ??= exchange()
    .catch(() => {})
    .finally(() => {
      asking = null
    })
  return asking
}

async function exchange(): Promise<void> {
  const body = JSON.stringify({ refusals: refusals.take() })
  // By PUBLIC_URL and never by the request's Host, which anybody can send.
  const response = await fetch(new URL('/api/origins/policy', env().publicUrl), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [SEAL_HEADER]: await seal(body) },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
  })
  if (response.ok) allowAlso(await response.json())
}
