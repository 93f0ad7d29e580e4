import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runInRequest } from '#lib/http/request-context.ts'
import { isDatabaseDown } from './db.ts'
import { awaitInTime } from './query-timeout.ts'

const never = new Promise<never>(() => {})
const answer = (milliseconds: number) =>
  new Promise(resolve => setTimeout(resolve, milliseconds, 'answer'))

/** How `query` ends, as soon as it has. */
function endOf(query: Promise<unknown>) {
  const end: { is?: unknown } = {}
  query.then(
    value => (end.is = value),
    fault => (end.is = isDatabaseDown(fault)),
  )
  return end
}

// Each test is later than what the one before heard; a false clock begins at zero.
let later = 0
beforeEach(() => {
  later += 100_000
  vi.useFakeTimers()
  vi.advanceTimersByTime(later)
})
afterEach(() => void vi.useRealTimers())

/** The database has answered, though not just now. */
async function hasAnswered(): Promise<void> {
  await awaitInTime(Promise.resolve())
  await vi.advanceTimersByTimeAsync(59_000)
}

describe('inTime', () => {
  it('gives what the database answers, and its faults', async () => {
    const ends = [
      endOf(awaitInTime(answer(700))),
      endOf(awaitInTime(Promise.reject(new Error('other')))),
    ]
    await vi.advanceTimersByTimeAsync(700)
    expect(ends).toEqual([{ is: 'answer' }, { is: false }])
  })

  it('gives up a database that answers nobody', async () => {
    await hasAnswered()
    const end = endOf(awaitInTime(never))
    await vi.advanceTimersByTimeAsync(799)
    expect(end).toEqual({})
    await vi.advanceTimersByTimeAsync(1)
    expect(end).toEqual({ is: true })
  })

  it('waits longer for one that was not asked for a minute: it may be asleep', async () => {
    await hasAnswered()
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

  it('does not blame the database for the time in which the process was held up', async () => {
    await hasAnswered()
    const end = endOf(awaitInTime(answer(700)))
    const clock = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(clock + 2000)
    vi.advanceTimersToNextTimer()
    vi.advanceTimersToNextTimer()
    vi.mocked(performance.now).mockRestore()
    await vi.advanceTimersByTimeAsync(0)
    expect(end).toEqual({ is: 'answer' })
  })

  it('waits no longer in all of one request', async () => {
    await hasAnswered()
    const end = endOf(
      runInRequest(new Headers(), async () => {
        await awaitInTime(never).catch(() => {})
        return awaitInTime(never)
      }),
    )
    await vi.advanceTimersByTimeAsync(801)
    expect(end).toEqual({ is: true })
  })

  it('waits for one that answers others: it is busy', async () => {
    await hasAnswered()
    const end = endOf(awaitInTime(never))
    for (let i = 0; i < 5; i++) {
      void awaitInTime(answer(500))
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(end).toEqual({})
    await vi.advanceTimersByTimeAsync(800)
    expect(end).toEqual({ is: true })
  })

  it('but not for ever', async () => {
    const end = endOf(awaitInTime(never))
    for (let i = 0; i < 20; i++) {
      void awaitInTime(answer(500))
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(end).toEqual({ is: true })
  })
})
