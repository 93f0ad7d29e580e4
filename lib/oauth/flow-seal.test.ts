import { afterEach, describe, expect, it, vi } from 'vitest'
import { env } from '#lib/env/env.ts'
import { readFlowSeal, sealFlow } from './flow-seal.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

const ADDRESS = 'https://you.github.io/app/?a=b'
const SOURCE = 'https://you.github.io'

describe('the seal of a flow', () => {
  afterEach(() => vi.useRealTimers())

  it('says where the forms of its pages may lead', async () => {
    expect(await readFlowSeal(await sealFlow({ address: ADDRESS }))).toBe(SOURCE)
  })

  it('is good under a key that has been replaced, and under no other', async () => {
    const seal = await sealFlow({ address: ADDRESS })
    const [old = ''] = env().secretKeys
    env().secretKeys = ['another-key-of-32-bytes-for-this-test', old]
    expect(await readFlowSeal(seal)).toBe(SOURCE)
    env().secretKeys = ['another-key-of-32-bytes-for-this-test']
    expect(await readFlowSeal(seal)).toBeNull()
    env().secretKeys = [old]
  })

  it.each<[string, (seal: string) => string | null]>([
    ['another source', seal => seal.replace('you', 'evil')],
    ['a longer source', seal => `${seal}.evil.example`],
    ['a second source', seal => `${seal} https://evil.example`],
    ['another time', seal => seal.replace(/^\d+/, time => String(Number(time) + 1))],
    ['another code', seal => seal.replace(/\.[\da-f]/, '.x')],
    ['nothing', () => null],
    ['an empty text', () => ''],
  ])('is none with %s', async (_, change) => {
    expect(await readFlowSeal(change(await sealFlow({ address: ADDRESS })))).toBeNull()
  })

  it('lasts an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 })
    const seal = await sealFlow({ address: ADDRESS })
    vi.setSystemTime(1_800_000_000_000 + 3_590_000)
    expect(await readFlowSeal(seal)).toBe(SOURCE)
    vi.setSystemTime(1_800_000_000_000 + 3_600_000)
    expect(await readFlowSeal(seal)).toBeNull()
  })
})
