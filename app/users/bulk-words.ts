import type { BulkChange, BulkResult } from '#lib/users/bulk.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import type { UsersFilter } from './users-view.ts'

export type BulkAction = BulkChange['action']
export type NamedUser = { uid: string; name: string }

/** All who match a filter, and how many that were when it was asked; `about`: somewhat more or less. */
export type MatchingUsers = { filter: UsersFilter; total: number; about: boolean }
/** Who is meant: those whom one chose, or all who match. */
export type BulkTarget = { users: NamedUser[] } | MatchingUsers
export type BulkRequest = BulkTarget & { action: BulkAction }

/** How many were changed and how many were not, and the first of both by name. */
export type BulkSummary = { done: number; failed: number; changed: string[]; refused: BulkResult[] }
/**
 * A change of many users: nothing yet, refused as a whole, or what became of each. `role` is what was chosen, where it
 * is asked once more.
 */
export type BulkState = {
  alert?: string
  outcome?: BulkSummary
  errors?: Record<string, string>
  role?: string
}

type Words = { verb: string; done: string; effect: string }

/** What each action is called, what is said when it is done, and what it brings about. */
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
    effect: 'Whoever has another role now is signed out everywhere and gets the new one.',
  },
  delete: {
    verb: 'Delete',
    done: 'deleted',
    effect:
      'Their accounts, passwords and pictures are erased and their sessions end at once. There is no way back.',
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

/** How many are meant. */
export function countTargets(whom: BulkTarget): number {
  return 'total' in whom ? whom.total : whom.users.length
}

/** Whom a filter takes in: "All who match “la”, have the role Editor and are disabled". */
export function describeFilter({ q, role, status }: UsersFilter): string {
  const parts = [
    ...(q ? [`match “${q}”`] : []),
    ...(role ? [`have the role ${role}`] : []),
    ...(status ? [`are ${status}`] : []),
  ]
  const most = parts.slice(0, -1).join(', ')
  const last = parts.at(-1)
  if (!last) return 'Everybody'
  return `All who ${most ? `${most} and ${last}` : last}`
}

/** "2 users deleted, 1 refused". */
export function describeSummary(action: BulkAction, { done, failed }: BulkSummary): string {
  const told = `${describeUserCount(done)} ${BULK_WORDS[action].done}`
  return failed === 0 ? told : `${told}, ${failed.toLocaleString('en')} refused`
}

/** Of whom no answer came: "What became of 50 users is not known: the list shows it." */
export function describeUnanswered(count: number): string {
  return `What became of ${describeUserCount(count)} is not known: the list shows it.`
}

/** So many of each are named. */
const MAX_NAMED = 500

export const emptySummary: BulkSummary = { done: 0, failed: 0, changed: [], refused: [] }

/** Adds what became of some more. */
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
