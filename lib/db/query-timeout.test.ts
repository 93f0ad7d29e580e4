import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runInRequest } from '#lib/http/request-context.ts'
import { isDatabaseDown } from './database-fault.ts'
import { awaitInTime } from './query-timeout.ts'

const never = new Promise<never>(() => {})
const answer = (milliseconds: number) =>
  new Promise(resolve => setTimeout(resolve, milliseconds, 'answer'))

/** How `query` ended, once it has: its value, or whether its error says that the database is down. */
function endOf(query: Promise<unknown>) {
  const end: { is?: unknown } = {}
  query.then(
    value => (end.is = value),
    error => (end.is = isDatabaseDown(error)),
  )
  return end
}

// Each test runs later than the last answer in the test before; a fake clock starts at zero.
let later = 0
beforeEach(() => {
  later += 100_000
  vi.useFakeTimers()
  vi.advanceTimersByTime(later)
})
afterEach(() => void vi.useRealTimers())

/** Lets the database answer, and then almost a minute pass. */
async function answerOnce(): Promise<void> {
  await awaitInTime(Promise.resolve())
  await vi.advanceTimersByTimeAsync(59_000)
}

describe('awaitInTime', () => {
  it('returns what the database answers, and throws its errors', async () => {
    const ends = [
      endOf(awaitInTime(answer(700))),
      endOf(awaitInTime(Promise.reject(new Error('other')))),
    ]
    await vi.advanceTimersByTimeAsync(700)
    expect(ends).toEqual([{ is: 'answer' }, { is: false }])
  })

  it('gives up on a database that answers nobody', async () => {
    await answerOnce()
    const end = endOf(awaitInTime(never))
    await vi.advanceTimersByTimeAsync(799)
    expect(end).toEqual({})
    await vi.advanceTimersByTimeAsync(1)
    expect(end).toEqual({ is: true })
  })

  it('waits longer for a database that answered nobody for a minute: it may be asleep', async () => {
    await answerOnce()
    await vi.advanceTimersByTimeAsync(1000)
    const end = endOf(awaitInTime(never))
    await vi.advanceTimersByTimeAsync(3999)
    expect(end).toEqual({})
    await vi.advanceTimersByTimeAsync(1)
    expect(end).toEqual({ is: true })
    const next = endOf(awaitInTime(never))
    await vi.advanceTimersByTimeAsync(800)
    expect(next).toEqual({ is: true })
  })

  it('does not count the time in which the process was held up', async () => {
    await answerOnce()
    const end = endOf(awaitInTime(answer(700)))
    const clock = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(clock + 2000)
    vi.advanceTimersToNextTimer()
    vi.advanceTimersToNextTimer()
    vi.mocked(performance.now).mockRestore()
    await vi.advanceTimersByTimeAsync(0)
    expect(end).toEqual({ is: 'answer' })
  })

  it('waits no longer for several queries of one request', async () => {
    await answerOnce()
    const end = endOf(
      runInRequest(new Headers(), async () => {
        await awaitInTime(never).catch(() => {})
        return awaitInTime(never)
      }),
    )
    await vi.advanceTimersByTimeAsync(801)
    expect(end).toEqual({ is: true })
  })

  it('waits for a database that answers others: it is busy', async () => {
    await answerOnce()
    const end = endOf(awaitInTime(never))
    for (let i = 0; i < 5; i++) {
      void awaitInTime(answer(500))
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(end).toEqual({})
    await vi.advanceTimersByTimeAsync(800)
    expect(end).toEqual({ is: true })
  })

  it('does not wait for a busy database for ever', async () => {
    const end = endOf(awaitInTime(never))
    for (let i = 0; i < 20; i++) {
      void awaitInTime(answer(500))
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(end).toEqual({ is: true })
  })
})
