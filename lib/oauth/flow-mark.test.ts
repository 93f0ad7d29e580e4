import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeMark, readMark } from './flow-mark.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

const FACTS = ['client_id=a', 'session']
const NOW = 1_800_000_000_000
const MINUTE = 60_000

describe('a mark', () => {
  afterEach(() => vi.useRealTimers())

  it('says when it was made of the same facts', () => {
    expect(readMark(makeMark('allowed', FACTS, NOW), 'allowed', FACTS, NOW + MINUTE)).toBe(NOW)
  })

  it.each<[string, string, Parameters<typeof makeMark>[0], string[], number]>([
    ['of another kind', makeMark('refused', FACTS, NOW), 'allowed', FACTS, NOW],
    ['of other facts', makeMark('allowed', ['client_id=b', 'session'], NOW), 'allowed', FACTS, NOW],
    [
      'of facts that are cut elsewhere',
      makeMark('allowed', ['client_id=as', 'ession'], NOW),
      'allowed',
      FACTS,
      NOW,
    ],
    ['of more facts', makeMark('allowed', FACTS, NOW), 'allowed', [...FACTS, ''], NOW],
    ['of long ago', makeMark('allowed', FACTS, NOW), 'allowed', FACTS, NOW + 15 * MINUTE],
    ['of the future', makeMark('allowed', FACTS, NOW + MINUTE), 'allowed', FACTS, NOW],
    [
      'with another time',
      makeMark('allowed', FACTS, NOW).replace(/^\w+/, (NOW + 5).toString(36)),
      'allowed',
      FACTS,
      NOW,
    ],
    ['that is empty', '', 'allowed', FACTS, NOW],
    ['without a time', `.${'a'.repeat(43)}`, 'allowed', FACTS, NOW],
  ])('is none %s', (_, mark, kind, facts, now) => {
    expect(readMark(mark, kind, facts, now)).toBeNull()
  })
})
