/** Until the other tabs have heard of what was done, in milliseconds. */
const NEWS_DELAY_MS = 100

/** Does `work` in one tab at a time, and in the next only once it could hear of what came of it. */
export function runAlone(name: string, work: () => Promise<void>): Promise<void> {
  // A page on plain http, or of which the browser keeps nothing, has no locks.
  if (!navigator.locks) return work()
  return new Promise((resolve, reject) => {
    const settled = () => work().then(resolve, reject)
    const locked = async () => {
      await settled()
      await new Promise(done => setTimeout(done, NEWS_DELAY_MS))
    }
    navigator.locks.request(name, locked).catch(settled)
  })
}
