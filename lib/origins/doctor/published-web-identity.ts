import type { Fault } from '#lib/cors/fault.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import {
  describeWebIdentity,
  findWebIdentityFault,
  type WebIdentityAnswer,
} from '../web-identity.ts'

const MAX_AGE_MS = 60_000
const ANSWER_TIMEOUT_MS = 3000
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

async function readAnswer(url: string): Promise<WebIdentityAnswer> {
  try {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS)
    const answer = await fetch(url, { redirect: 'manual', signal })
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      text: (await answer.text()).slice(0, MAX_TEXT_LENGTH),
    }
  } catch {
    return null
  }
}
