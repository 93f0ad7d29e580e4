import { AuthError } from '../auth-error.ts'
import type { Link } from '../link.ts'
import { hearAnswers, type Said } from './hand-over.ts'

/** How often to look whether the person has closed the window. */
const LOOK_MS = 500
/** How long an answer may take that the window sent before it closed. */
const LAST_ANSWER_MS = 1000
/** As long as the server lets a sign-in take. */
export const FLOW_TIMEOUT_MS = 600_000

/**
 * Waits for the answer that `popup` posts or, cut off from this page, hands over as a page of this origin.
 * @throws AuthError `cancelled` and those of the server; the reason of the signal
 */
export function waitForAnswer(
  popup: Window,
  link: Link,
  state: string,
  signal: AbortSignal | null | undefined,
): Promise<string> {
  const { server } = link
  const stop = new AbortController()
  return new Promise<string>((resolve, reject) => {
    const fail = () => reject(makeCancelled())
    const hear = (said: Said) => {
      if (said?.state !== state) return false
      try {
        resolve(takeAnswer(server, said))
      } catch (error) {
        reject(error)
      }
      return true
    }
    const hearWindow = ({ origin, data }: MessageEvent) => {
      if (origin === server && data?.type === 'authorization_response') hear(data.response)
    }
    addEventListener('message', hearWindow, { signal: stop.signal })
    hearAnswers(link, hear, stop.signal)
    signal?.addEventListener('abort', () => reject(signal.reason), { signal: stop.signal })
    const timer = setTimeout(fail, FLOW_TIMEOUT_MS)
    // A window that another page on the way has cut off seems closed: then the person is not back here yet.
    const looking = setInterval(() => {
      if (popup.closed && document.hasFocus()) setTimeout(fail, LAST_ANSWER_MS)
    }, LOOK_MS)
    stop.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      clearInterval(looking)
    })
  }).finally(() => stop.abort())
}

/** The code of an answer. @throws AuthError what the answer says instead */
export function takeAnswer(server: string, said: Said): string {
  // Another server's answer (RFC 9207 §2.4).
  if (said.iss !== server) throw makeCancelled()
  if (said.code) return said.code
  const { error = '', error_description = '' } = said
  if (error === 'access_denied') throw makeCancelled()
  throw new AuthError(error, error_description)
}

/** The error of a sign-in that the person did not finish. */
export function makeCancelled(): AuthError {
  return new AuthError('cancelled', 'The sign-in was not finished.')
}
