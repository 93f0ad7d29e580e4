import type { BulkChange, BulkResult } from '#lib/users/bulk.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import type { UsersFilter } from './users-view.ts'

export type BulkAction = BulkChange['action']
export type NamedUser = { uid: string; name: string }
export type ShownUser = NamedUser & { id: number }

/** All users who match a filter; `total` is how many there were when the page was made, an estimate if `about`. */
export type MatchingUsers = { filter: UsersFilter; total: number; about: boolean }
/** The users to change: those that were selected one by one, or all who match a filter. */
export type BulkTarget = { users: NamedUser[] } | MatchingUsers
export type BulkRequest = BulkTarget & { action: BulkAction }

/** How many users were changed and how many were not, and the first of both by name. */
export type BulkSummary = { done: number; failed: number; changed: string[]; refused: BulkResult[] }
/**
 * The state of a bulk form: not sent yet, refused as a whole, or what became of each user. `role` is the role that was
 * chosen, if the form comes back.
 */
export type BulkState = {
  alert?: string
  outcome?: BulkSummary
  errors?: Record<string, string>
  role?: string
}

type Words = { verb: string; done: string; effect: string }

/** The name of each action, how its result is reported, and what it does. */
export const BULK_WORDS: Record<BulkAction, Words> = {
  enable: {
    verb: 'Enable',
    done: 'enabled',
    effect: 'They can sign in again with the password that they had.',
  },
  disable: {
    verb: 'Disable',
    done: 'disabled',
    effect: 'Their sessions end at once, and they cannot sign in until they are enabled again.',
  },
  role: {
    verb: 'Set the role of',
    done: 'given the role',
    effect: 'Users whose role changes are signed out everywhere.',
  },
  delete: {
    verb: 'Delete',
    done: 'deleted',
    effect:
      'Their accounts, passwords and avatars are erased, and their sessions end at once. This cannot be undone.',
  },
}

/** "Delete ada", "Delete 3 users", "Delete about 27,900 users". */
export function describeBulkChange(action: BulkAction, whom: BulkTarget): string {
  return `${BULK_WORDS[action].verb} ${describeTarget(whom)}`
}

function describeTarget(whom: BulkTarget): string {
  if ('total' in whom) return describeUserCount(whom.total, whom.about)
  const [only, ...more] = whom.users
  return only && more.length === 0 ? only.uid : describeUserCount(whom.users.length)
}

/** How many users will be changed. */
export function countTargets(whom: BulkTarget): number {
  return 'total' in whom ? whom.total : whom.users.length
}

/** The users who match a filter: "All users who match “la”, have the role Editor and are disabled". */
export function describeFilter({ q, role, status }: UsersFilter): string {
  const parts = [
    ...(q ? [`match “${q}”`] : []),
    ...(role ? [`have the role ${role}`] : []),
    ...(status ? [`are ${status}`] : []),
  ]
  const most = parts.slice(0, -1).join(', ')
  const last = parts.at(-1)
  if (!last) return 'All users'
  return `All users who ${most ? `${most} and ${last}` : last}`
}

/** "2 users deleted, 1 refused". */
export function describeSummary(action: BulkAction, { done, failed }: BulkSummary): string {
  const told = `${describeUserCount(done)} ${BULK_WORDS[action].done}`
  return failed === 0 ? told : `${told}, ${failed.toLocaleString('en')} refused`
}

/** "and 1 other user", "and 12 other users". */
export function describeOthers(count: number): string {
  return `and ${describeUserCount(count).replace('user', 'other user')}`
}

/** For users whose batch had no answer: "It is not known what became of 50 users: the list shows it." */
export function describeUnanswered(count: number): string {
  return `It is not known what became of ${describeUserCount(count)}: the list shows it.`
}

/** How many users of each kind are named. */
const MAX_NAMED = 500

export const emptySummary: BulkSummary = { done: 0, failed: 0, changed: [], refused: [] }

/** Adds the results of one more batch. */
export function addResults(before: BulkSummary, results: readonly BulkResult[]): BulkSummary {
  const refused = results.filter(({ ok }) => !ok)
  const changed = results.filter(({ ok }) => ok).map(({ uid }) => uid)
  return {
    done: before.done + changed.length,
    failed: before.failed + refused.length,
    changed: [...before.changed, ...changed].slice(0, MAX_NAMED),
    refused: [...before.refused, ...refused].slice(0, MAX_NAMED),
  }
}
