import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { reloadOriginsAfterSleep } from '#lib/origins/follow-origins.ts'

/**
 * Sees to it that what a page of another origin may do in somebody's name is judged by the present list: an instance that
 * the platform had suspended may know an older one.
 */
export async function refreshGrants({ headers }: Request): Promise<void> {
  const origin = headers.get('origin')
  if (origin === null || readCorsPolicy().own.has(origin)) return
  if (headers.has('cookie') || headers.has('authorization')) {
    await awaitInTime(reloadOriginsAfterSleep())
  }
}
