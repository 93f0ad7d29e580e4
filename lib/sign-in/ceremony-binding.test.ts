import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Client } from '#lib/http/client-address.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { addWord } from '../../e2e/fixtures/ways/add-word.ts'
import { makeWord } from '../../e2e/fixtures/ways/word/word-way.ts'
import type { WantedSignIn } from './conclude-step.ts'
import { continueSignIn } from './continue-sign-in.ts'
import { signIn } from './sign-in.ts'

let count = 0

describe.each(engines)('who may go on with a sign-in on %s', engine => {
  let stop: () => Promise<void>
  let uid: string
  let client: Client
  beforeAll(async () => {
    stop = await startStore(engine)
    addWord()
  }, 60_000)
  beforeEach(async () => {
    ;({ uid } = await addUser({ uid: `two${++count}` }))
    client = { address: newAddress(), agent: 'test', origin: '' }
  })
  afterAll(() => stop())

  const begin = async (wanted: WantedSignIn = { kind: 'cookie' }): Promise<string> =>
    (await signIn({ uid, password: PASSWORD }, client, wanted).catch(error => error)).authSession
  const goOn = (
    secret: string,
    { as = client, wanted = { kind: 'cookie' } as WantedSignIn } = {},
  ) => continueSignIn(secret, { code: makeWord(uid) }, as, wanted)
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'ok',
      error => error.code,
    )

  it.each<[string, () => { as?: Client; wanted?: WantedSignIn }]>([
    ['another browser', () => ({ as: { ...client, agent: 'other' } })],
    ['a page of another origin', () => ({ as: { ...client, origin: 'https://evil.example' } })],
    ['a program, for tokens', () => ({ wanted: { kind: 'bearer' } })],
    ['our own page', () => ({ wanted: { kind: 'cookie', onPage: true } })],
    ['another DPoP key', () => ({ wanted: { kind: 'cookie', jkt: 'other' } })],
  ])('only what began it goes on: not %s', async (_, differs) => {
    const secret = await begin()
    expect(await codeOf(goOn(secret, differs()))).toBe('invalid_session')
    expect(await codeOf(goOn(secret))).toBe('ok')
  })

  it('from another address the same browser goes on: it may have two', async () => {
    const secret = await begin()
    const as = { ...client, address: newAddress() }
    expect(await codeOf(goOn(secret, { as }))).toBe('ok')
  })

  it('a key that its tokens will be bound to binds it, too', async () => {
    const wanted = { kind: 'bearer', jkt: 'thumbprint' } as const
    const secret = await begin(wanted)
    for (const jkt of [null, 'other']) {
      const stolen = goOn(secret, { wanted: { kind: 'bearer', jkt } })
      expect(await codeOf(stolen)).toBe('invalid_session')
    }
    await goOn(secret, { wanted })
    const [row] = await db().session.findMany({ where: { user: { uid } } })
    expect(row).toMatchObject({ kind: 'bearer', jkt: 'thumbprint', amr: 'pwd otp' })
  })
})
