/** How long other tabs may take to receive a message about finished work. */
const NEWS_DELAY_MS = 100

/** Runs `work` in one tab at a time. The next tab starts only after it could receive the result by message. */
export function runAlone(name: string, work: () => Promise<void>): Promise<void> {
  // Pages on plain http, and pages whose storage the browser blocks, have no locks.
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
