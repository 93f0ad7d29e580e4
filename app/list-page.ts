import { Problem } from '#lib/http/problem.ts'
import { readLimitEnd } from './forms/form.ts'

/** A page of a list; null if the address has a cursor that no page gave. */
export async function findListPage<Page>(loaded: Promise<Page>): Promise<Page | null> {
  try {
    return await loaded
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return null
    throw error
  }
}

/** Why a list is not shown: its viewer has read too many, until `until` (ISO 8601). */
export type LimitedList = { limitedUntil: string }

/** A page of a list, or when its limit ends. @throws anything that is not the limit */
export async function awaitListOrLimit<Page>(loading: Promise<Page>): Promise<Page | LimitedList> {
  try {
    return await loading
  } catch (error) {
    const until = error instanceof Problem && error.status === 429 ? readLimitEnd(error) : undefined
    if (until === undefined) throw error
    return { limitedUntil: until }
  }
}
