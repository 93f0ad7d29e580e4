import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { startBySession } from '#lib/sessions/bearer-session.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { addWord } from '../../e2e/fixtures/ways/add-word.ts'
import { makeWord } from '../../e2e/fixtures/ways/word/word-way.ts'
import { askAgain, proveAgain } from './prove-again.ts'

const client = { address: '192.0.2.1', agent: 'test', origin: '' }
let count = 0

describe.each(engines)('proveAgain on %s', engine => {
  let stop: () => Promise<void>
  let viewer: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    addWord()
  }, 60_000)
  beforeEach(async () => {
    viewer = await addViewer({ uid: `two${++count}` })
  })
  afterAll(() => stop())

  const readRow = (id = viewer.sessionId) => db().session.findUniqueOrThrow({ where: { id } })

  it('takes any way that the user has, and the session says by what and when', async () => {
    const signedInAt = viewer.provenAt.toISOString()
    const proven = await proveAgain(viewer, { code: makeWord(viewer.uid) })
    expect(+proven.provenAt).toBeGreaterThanOrEqual(+viewer.provenAt)
    const at = proven.provenAt.toISOString()
    const row = await readRow()
    expect(row).toMatchObject({ amr: 'pwd otp', provenAt: proven.provenAt })
    expect(JSON.parse(row.proofs)).toEqual({ pwd: signedInAt, otp: at })
    const again = await proveAgain(proven, { password: PASSWORD })
    expect(JSON.parse((await readRow()).proofs)).toEqual({
      pwd: again.provenAt.toISOString(),
      otp: at,
    })
    expect((await readRow()).amr).toBe('pwd otp')
  })

  it('what comes of the session has the same proofs', async () => {
    const proven = await proveAgain(viewer, { code: makeWord(viewer.uid) })
    await startBySession(proven, client)
    const [child] = await db().session.findMany({ where: { parentId: viewer.sessionId } })
    expect(child).toMatchObject({ amr: 'pwd otp', proofs: proven.proofs })
  })

  it.each([
    ['password', 'current_password_wrong', { password: 'wrong' }],
    ['code', 'second_factor_wrong', { code: 'wrong' }],
  ] as const)('refuses a wrong %s and names the field', async (path, code, answers) => {
    await expect(proveAgain(viewer, answers)).rejects.toMatchObject({
      status: 403,
      code,
      errors: [{ path }],
    })
    expect((await readRow()).amr).toBe('pwd')
  })

  it('refuses the right answer of a way that the user does not have', async () => {
    const other = await addViewer()
    await expect(proveAgain(other, { code: makeWord(other.uid) })).rejects.toMatchObject({
      code: 'second_factor_wrong',
    })
  })

  it('judges ten wrong codes, and no more', async () => {
    const guess = (code: string) =>
      proveAgain(viewer, { code }).then(
        () => 'ok',
        error => error.code,
      )
    const codes = await Promise.all(Array.from({ length: 12 }, () => guess('wrong')))
    expect(codes.filter(code => code === 'limited')).toHaveLength(2)
    expect(await guess(makeWord(viewer.uid))).toBe('limited')
    await proveAgain(viewer, { password: PASSWORD })
  })

  it('asks for the best way', async () => {
    expect(await askAgain(viewer)).toMatchObject({ field: 'password', label: 'Your password' })
    await db().password.delete({ where: { userId: viewer.id } })
    expect(await askAgain(viewer)).toMatchObject({ field: 'code', label: 'Your word' })
  })
})
