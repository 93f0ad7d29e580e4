import { useEffect } from 'react'

const NAME = 'latchkey sign-in'
const SIGNED_IN = 'signed in'
const GOING_ON = 'going on'
/** How long a window that waits for a code may take to say that it goes on: it is in the background, perhaps on a busy device. */
const ANSWER_TIMEOUT_MS = 3000

/**
 * Tells the windows of this browser that wait for a code that it has signed in.
 * @returns whether one of them goes on: it has what the site that asked may have left in it, such as its opener.
 */
export async function tellWaitingWindow(): Promise<boolean> {
  if (!(await findWaitingWindow())) return false
  const channel = new BroadcastChannel(NAME)
  const isTaken = await new Promise<boolean>(resolve => {
    channel.onmessage = ({ data }) => data === GOING_ON && resolve(true)
    setTimeout(resolve, ANSWER_TIMEOUT_MS, false)
    channel.postMessage(SIGNED_IN)
  })
  channel.close()
  return isTaken
}

/** Whether a window waits for a code. Over plain http browsers have no locks, so one may. */
async function findWaitingWindow(): Promise<boolean> {
  if (!navigator.locks) return true
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === NAME)
}

/** Goes on to `next` once another window has signed in, while this one waits for a code. */
export function useWaitingWindow(isWaiting: boolean, next: string): void {
  useEffect(() => {
    if (!isWaiting) return
    const channel = new BroadcastChannel(NAME)
    const waiting = Promise.withResolvers<void>()
    void navigator.locks?.request(NAME, { mode: 'shared' }, () => waiting.promise)
    channel.onmessage = ({ data }) => {
      if (data !== SIGNED_IN) return
      channel.postMessage(GOING_ON)
      location.assign(next)
    }
    return () => {
      channel.close()
      waiting.resolve()
    }
  }, [isWaiting, next])
}
