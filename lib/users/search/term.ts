import { foldText } from '#lib/identity/fold.ts'

/** The longest term that is kept, in characters. A longer query is cut to this length too. */
const MAX_TERM_LENGTH = 64

const WORD_START = /(?<= |^)|(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])/gu

type Searched = { uid: string; name: string; email: string | null }
type Term = { term: string; hidden: boolean }

/**
 * Builds the terms by which searches find a user: the uid, the name from each of its words on, so that `king lov` finds
 * Ada King Lovelace, and the e-mail address, which is hidden from everybody except administrators.
 */
export function buildSearchTerms({ uid, name, email }: Searched): Term[] {
  const shown = [foldText(uid), ...fromEachWord(foldText(name))].map(cut)
  const hidden = email === null ? [] : [cut(foldText(email))]
  const terms = new Map(hidden.map(term => [term, true]))
  for (const term of shown) terms.set(term, false)
  return [...terms].map(([term, hidden]) => ({ term, hidden }))
}

/** The range of the terms that begin with `query`: at least `gte` and less than `lt`. Null for an empty query. */
export function buildTermRange(query: string): { gte: string; lt: string } | null {
  const gte = cut(foldText(query))
  return gte === '' ? null : { gte, lt: `${gte}\u{10FFFF}` }
}

/** A word begins after a space, a hyphen and the like, so that `luc` finds Jean-Luc. */
function fromEachWord(text: string): string[] {
  return [...text.matchAll(WORD_START)].map(({ index }) => text.slice(index))
}

function cut(text: string): string {
  return [...text].slice(0, MAX_TERM_LENGTH).join('').trim()
}
