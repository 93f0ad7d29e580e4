/** Until the other tabs have heard of what was done, in milliseconds. */
const HEARD = 100

/** Does `work` in one tab at a time, and in the next only once it could hear of what came of it. */
export function alone(name: string, work: () => Promise<void>): Promise<void> {
  // As in holder.ts.
  if (!navigator.locks) return work()
  return new Promise((resolve, reject) => {
    void navigator.locks.request(name, async () => {
      await work().then(resolve, reject)
      await new Promise(done => setTimeout(done, HEARD))
    })
  })
}
