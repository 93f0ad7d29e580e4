const METHODS = 'GET HEAD POST PUT PATCH DELETE OPTIONS patch put PURGE'.split(' ')
const NAMES = [
  'Authorization',
  'X-Origin',
  'X-Requested-With',
  'Accept',
  'Accept-Language',
  'X-Evil',
  'Range',
  'User-Agent',
  'Save-Data',
  'DPR',
]
/** The values of the headers that need a certain one. */
export const VALUES: Record<string, string> = {
  Range: 'bytes=0-9',
  Authorization: 'Bearer nobody',
  'Save-Data': 'on',
  DPR: '1.0',
}
const TYPES = [
  '',
  '',
  'application/json',
  'text/plain',
  'text/plain;charset=UTF-8',
  'TEXT/PLAIN ; a=b',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/html',
  'text/plain; a="b"',
  'application/json; charset=utf-8',
]
const CREDENTIALS = ['include', 'same-origin', 'omit'] as const

/** A call that a page makes; `who` says which page. */
export type Combination = {
  who: string
  method: string
  headers: string[]
  type: string
  credentials: (typeof CREDENTIALS)[number]
  /** Whether it is the server’s other name that the page calls. */
  byOtherName: boolean
}

/** Makes `count` random calls by the pages `who`; the same ones for the same seed (mulberry32). */
export function makeCombinations(count: number, who: string[], seed: number): Combination[] {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T
  return Array.from({ length: count }, () => ({
    who: pick(who),
    method: pick(METHODS),
    // Half of the calls are such as a form could send.
    headers: next() < 0.5 ? [] : NAMES.filter(() => next() < 0.2),
    type: pick(TYPES),
    credentials: pick(CREDENTIALS),
    byOtherName: next() < 0.2,
  }))
}
