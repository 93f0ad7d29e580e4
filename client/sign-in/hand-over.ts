import type { Link } from '../link.ts'

/** What the server says to an authorization request. */
export type Said = { [name: string]: string }

/** How long the page that waits may take to say that an answer is its own. */
const TAKEN_TIMEOUT_MS = 1000

/**
 * Hands the answer in the address of this window to the page of this origin that opened it, where another page on the
 * way has cut the two off from each other, and closes the window if that page takes it.
 */
export async function handOver({ holder }: Link, said: Said): Promise<void> {
  const channel = openChannel(holder.name)
  const isTaken = await new Promise<boolean>(resolve => {
    channel.onmessage = ({ data }) => data === said.state && resolve(true)
    setTimeout(resolve, TAKEN_TIMEOUT_MS, false)
    channel.postMessage(said)
  })
  channel.close()
  if (isTaken) close()
}

/** Hears such answers until `signal` is aborted. @param hear returns whether an answer is its own */
export function hearAnswers(
  { holder }: Link,
  hear: (said: Said) => boolean,
  signal: AbortSignal,
): void {
  const channel = openChannel(holder.name)
  channel.onmessage = ({ data }) => {
    if (hear(data)) channel.postMessage(data.state)
  }
  signal.addEventListener('abort', () => channel.close())
}

function openChannel(name: string): BroadcastChannel {
  return new BroadcastChannel(`${name} answer`)
}
