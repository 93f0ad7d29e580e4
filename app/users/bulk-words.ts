import type { BulkChange, BulkResult } from '#lib/users/bulk.ts'

export type BulkAction = BulkChange['action']
/** What became of a change of many users: nothing yet, refused as a whole, or an answer for each. */
export type BulkState = { alert?: string; results?: BulkResult[] }

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

/** "Delete 3 users". */
export function actWords(action: BulkAction, count: number): string {
  return `${BULK_WORDS[action].verb} ${people(count)}`
}

/** "1 user", "1,200 users". */
export function people(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'user' : 'users'}`
}

/** "2 users deleted, 1 refused". */
export function outcomeWords(action: BulkAction, results: BulkResult[]): string {
  const done = results.filter(({ ok }) => ok).length
  const refused = results.length - done
  const told = `${people(done)} ${BULK_WORDS[action].done}`
  return refused === 0 ? told : `${told}, ${refused.toLocaleString('en')} refused`
}
