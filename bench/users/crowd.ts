import { foldText } from '#lib/identity/fold.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { buildSearchTerms } from '#lib/users/search/term.ts'

/** A user of the crowd as the tables store them, with their search terms. */
export type Member = {
  id: number
  uid: string
  uidKey: string
  name: string
  nameKey: string
  email: string
  emailKey: string
  dob: string
  role: string
  disabled: boolean
  createdAt: Date
  lastSignInAt: Date
  terms: { term: string; hidden: boolean }[]
}

/** Writes batches of users into a migrated database. */
export type Fill = (databaseUrl: string, batches: AsyncIterable<Member[]>) => Promise<void>

const FIRST =
  'Maria Anna Ali Wei José Laura Mohammed Olga Lars Lena Paul Émile Fatima Ivan Yuki Grace Ada Alan Noor Sofia Jean Marta Omar Li Nina Tom Zoë Karl Ines Hugo'.split(
    ' ',
  )
const LAST =
  'Smith Garcia Müller Wang Kim Silva Nguyen Ivanova Rossi Martin Lang Laurent Okafor Kowalski Haddad Larsen Novak Sato Dubois Lambert'.split(
    ' ',
  )
const SYLLABLES =
  'ba be bo da de di do fa ga ge go ha he ho ja ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no pa pe po ra re ri ro ru sa se si so ta te ti to tu va ve vi vo wa we za ze zo'.split(
    ' ',
  )
const DAY_MS = 86_400_000
const NOW = Date.parse('2026-06-01T12:00:00Z')

/**
 * The user `id` of the crowd, always the same for the same ID. As in life, a few names are frequent and most are rare:
 * two letters find thousands of users, and a surname often only one. E-mail addresses are numbered, so that one search
 * finds everybody and another one user in nine.
 */
export function makeMember(id: number): Member {
  const chance = createRandom(id)
  const name = `${pickFrom(FIRST, chance() ** 2)} ${makeSurname(chance)}`
  const plain = foldText(name).replace(/[^a-z0-9]+/g, '.')
  const uid = `${plain}${id}`
  const email = `user${id}@${plain}.example.org`
  const joined = NOW - Math.floor(chance() * 2000 * DAY_MS)
  const signedIn = chance() < 0.8 ? joined + Math.floor(chance() * (NOW - joined)) : 0
  const kind = chance()
  return {
    id,
    uid,
    uidKey: foldUid(uid),
    name,
    nameKey: foldText(name),
    email,
    emailKey: foldText(email),
    dob: new Date(NOW - (18 + chance() * 60) * 365 * DAY_MS).toISOString().slice(0, 10),
    role: kind < 0.9 ? 'User' : kind < 0.98 ? 'Editor' : 'Admin',
    disabled: chance() < 0.07,
    createdAt: new Date(joined),
    lastSignInAt: new Date(signedIn),
    terms: buildSearchTerms({ uid, name, email }),
  }
}

function makeSurname(chance: () => number): string {
  if (chance() < 0.3) return pickFrom(LAST, chance() ** 2)
  const length = 3 + Math.floor(chance() * 2)
  const word = Array.from({ length }, () => pickFrom(SYLLABLES, chance())).join('')
  return `${word[0]?.toUpperCase()}${word.slice(1)}`
}

function pickFrom(list: readonly string[], at: number): string {
  return list[Math.floor(at * list.length)] ?? ''
}

/** A generator of pseudo-random numbers from 0 to 1, always the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = (seed * 0x9e3779b9) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
