import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildSearchTerms, buildTermRange } from './term.ts'

const user = { uid: 'Ada.L', name: 'Ada King Lovelace', email: 'ada@example.org' }
const shown = (name: string) =>
  buildSearchTerms({ ...user, name, email: null })
    .map(({ term }) => term)
    .slice(1)

/** Whether a query finds a user, by the comparison of the databases: by code points, whose order UTF-8 keeps. */
function finds(query: string, { name = user.name, uid = user.uid }): boolean {
  const range = buildTermRange(query)
  if (!range) return false
  const bytes = (text: string) => Buffer.from(text)
  return buildSearchTerms({ uid, name, email: null }).some(
    ({ term }) =>
      Buffer.compare(bytes(range.gte), bytes(term)) <= 0 &&
      Buffer.compare(bytes(term), bytes(range.lt)) < 0,
  )
}

describe('buildSearchTerms', () => {
  it('gives the uid, the name from each of its words on, and the e-mail address, hidden', () => {
    expect(buildSearchTerms(user)).toEqual([
      { term: 'ada@example.org', hidden: true },
      { term: 'ada.l', hidden: false },
      { term: 'ada king lovelace', hidden: false },
      { term: 'king lovelace', hidden: false },
      { term: 'lovelace', hidden: false },
    ])
  })

  it('gives each term once, and does not hide one that is shown anyway', () => {
    const email = 'ada@example.org'
    expect(buildSearchTerms({ uid: email, name: 'Ada Ada', email })).toEqual([
      { term: email, hidden: false },
      { term: 'ada ada', hidden: false },
      { term: 'ada', hidden: false },
    ])
  })

  it.each([
    ['Jean-Luc Picard', ['jean-luc picard', 'luc picard', 'picard']],
    ["Zoë O'Neill", ["zoe o'neill", "o'neill", 'neill']],
    ['Ann (Bob) Lee', ['ann (bob) lee', '(bob) lee', 'bob) lee', 'lee']],
    ['J.R.R. Tolkien', ['j.r.r. tolkien', 'r.r. tolkien', 'r. tolkien', 'tolkien']],
  ])('finds the words of %s', (name, terms) => {
    expect(shown(name)).toEqual(terms)
  })

  it('cuts terms, but never within a character', () => {
    const terms = buildSearchTerms({ uid: 'ab', name: '漢😀'.repeat(50), email: null })
    for (const { term } of terms) {
      expect([...term].length).toBeLessThanOrEqual(64)
      expect(term.isWellFormed()).toBe(true)
    }
  })
})

describe('buildTermRange', () => {
  it.each(['', '  ', '\u0301'])('gives null for %j, which is empty when folded', query => {
    expect(buildTermRange(query)).toBeNull()
  })

  it.each(['ada', 'ADA K', 'king', 'King  Love', 'lóvelace', 'ada.', 'Ada King Lovelace '])(
    'finds by %j',
    query => {
      expect(finds(query, user)).toBe(true)
    },
  )

  it.each(['da', 'ada lovelace', 'a_a', '%', 'ada king lovelace x', 'ada@'])(
    'does not find by %j',
    query => {
      expect(finds(query, user)).toBe(false)
    },
  )

  it('finds anybody by the beginning of any word of the name, in any case', () => {
    const word = fc.stringMatching(/^[\p{L}\p{N}😀][\p{L}\p{M}\p{N}'😀]{0,30}$/u)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), (words, nat) => {
        const name = words.join(' ')
        const rest = [...words.slice(nat % words.length).join(' ')]
        const query = rest.slice(0, 1 + (nat % rest.length)).join('')
        // An iota below a Greek vowel is a mark, which folds away; its upper case is a letter.
        const upper = query.normalize('NFD').replaceAll('\u0345', '').toUpperCase()
        for (const typed of [query, upper, query.normalize('NFD')]) {
          if (buildTermRange(typed)) expect(finds(typed, { name }), typed).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        buildTermRange(text)
        buildSearchTerms({ uid: text, name: text, email: text })
      }),
    )
  })
})
