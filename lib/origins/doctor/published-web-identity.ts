import type { Fault } from '#lib/cors/fault.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import {
  describeWebIdentity,
  findWebIdentityFault,
  type WebIdentityAnswer,
} from '../web-identity.ts'

const MAX_AGE_MS = 60_000
const ANSWER_TIMEOUT_MS = 3000
/** As many as browsers follow (Fetch #concept-http-redirect-fetch). */
const MAX_REDIRECTS = 20
/** A file as it should be has less than a thousand. */
const MAX_TEXT_LENGTH = 10_000

type Known = { fault: Promise<Fault | null>; readAt: number }

/**
 * Why Chrome takes pages of other sites to nobody at `publicUrl` by FedCM; null where the file on the registrable domain
 * is right, or is this server's own. Asks at most once a minute.
 */
export function findPublishedFault(publicUrl: URL): Promise<Fault | null> {
  const wanted = describeWebIdentity(publicUrl)
  if (wanted.isOwn) return Promise.resolve(null)
  const known = onePerProcess(
    'web-identity',
    (): Known => ({ fault: Promise.resolve(null), readAt: 0 }),
  )
  if (Date.now() - known.readAt > MAX_AGE_MS) {
    known.readAt = Date.now()
    known.fault = readAnswer(wanted.url).then(answer => findWebIdentityFault(wanted, answer))
  }
  return known.fault
}

/** Reads what the browser reads there: Chromium follows redirects; only https is followed from here. */
async function readAnswer(url: string): Promise<WebIdentityAnswer> {
  try {
    const answer = await follow(url, AbortSignal.timeout(ANSWER_TIMEOUT_MS))
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      text: (await answer.text()).slice(0, MAX_TEXT_LENGTH),
    }
  } catch {
    return null
  }
}

async function follow(url: string, signal: AbortSignal, left = MAX_REDIRECTS): Promise<Response> {
  const answer = await fetch(url, { redirect: 'manual', signal })
  const location = answer.headers.get('location')
  if (left === 0 || location === null || ![301, 302, 303, 307, 308].includes(answer.status)) {
    return answer
  }
  const next = URL.parse(location, url)
  return next?.protocol === 'https:' ? follow(next.href, signal, left - 1) : answer
}
