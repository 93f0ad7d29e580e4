import { AuthError } from './auth-error.ts'

/** How long other tabs may take to receive a message about finished work. */
const NEWS_DELAY_MS = 100
/** How long a tab waits for the others: longer than one of them may work, see REFRESH_TIMEOUT_MS. */
const WAIT_TIMEOUT_MS = 10_000
/** How long the server may take to answer what the client asks by itself. */
const ANSWER_TIMEOUT_MS = 30_000

/**
 * Runs `work` in one tab at a time. The next tab starts only after it could receive the result by message.
 * @throws AuthError `server_down` if other tabs take too long, and all that `work` throws.
 */
export function runAlone(name: string, work: () => Promise<void>): Promise<void> {
  // Pages on plain http, and pages whose storage the browser blocks, have no locks.
  if (!navigator.locks) return work()
  return new Promise((resolve, reject) => {
    const settled = () => work().then(resolve, reject)
    const locked = async () => {
      await settled()
      await new Promise(done => setTimeout(done, NEWS_DELAY_MS))
    }
    const signal = limitWait(null, WAIT_TIMEOUT_MS)
    navigator.locks
      .request(name, { signal }, locked)
      .catch(() => (signal.aborted ? reject(signal.reason) : settled()))
  })
}

/** A signal that is aborted with `signal`, or with the error of a slow server after `timeoutMs`. */
export function limitWait(
  signal?: AbortSignal | null,
  timeoutMs: number = ANSWER_TIMEOUT_MS,
): AbortSignal {
  const stop = new AbortController()
  const follow = () => stop.abort(signal?.reason)
  if (signal?.aborted) follow()
  signal?.addEventListener('abort', follow)
  setTimeout(
    () => stop.abort(new AuthError('server_down', 'The server takes too long. Try again soon.')),
    timeoutMs,
  )
  return stop.signal
}

/** Waits for `work` until `signal` is aborted. The work itself goes on. @throws the reason of the signal */
export function waitUntilAborted<T>(work: Promise<T>, signal?: AbortSignal | null): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
