import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionJson } from '#lib/sessions/list.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../e2e/fixtures/terminal.ts'

describe.each(engines)('latchkey sessions on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())

  it('lists the sessions of a user', async () => {
    const user = await addUser()
    const { viewer } = await signInViewer(user)
    const { out } = await runLatchkey(['sessions', 'list', user.uid])
    expect(out).toMatch(/^SESSION +KIND +BROWSER/)
    expect(out).toContain(`${viewer.sessionId}  cookie  Unknown browser  192.0.2.1`)
    const nobody = await addUser()
    expect((await runLatchkey(['sessions', 'list', nobody.uid])).out).toBe(
      `${nobody.uid} has no active sessions.\n`,
    )
  })

  it('ends one session, all sessions of a user, and the sessions of all users', async () => {
    const [user, other] = [await addUser(), await addUser()]
    const [one, two, three] = [
      await signInViewer(user),
      await signInViewer(user),
      await signInViewer(other),
    ]
    const lasting = () => Promise.all([one, two, three].map(session => session.lasts()))
    const id = one.viewer.sessionId
    const wrong = ['sessions', 'revoke', other.uid, '--session', id]
    expect(await runLatchkey(wrong)).toMatchObject({ exit: 1, out: '' })
    const right = ['sessions', 'revoke', user.uid, '--session', id]
    expect(await runLatchkeyJson(right)).toEqual({ ended: 1 })
    expect(await lasting()).toEqual([false, true, true])
    expect(await runLatchkeyJson(['sessions', 'revoke', user.uid])).toEqual({ ended: 1 })
    expect(await runLatchkeyJson<SessionJson[]>(['sessions', 'list', user.uid])).toEqual([])
    expect(await lasting()).toEqual([false, false, true])
    expect((await runLatchkey(['sessions', 'revoke', '--all'])).exit).toBe(2)
    expect((await runLatchkey(['sessions', 'revoke', '--all', '--yes'])).exit).toBe(0)
    expect(await lasting()).toEqual([false, false, false])
  })

  it('ends no session by mistake', async () => {
    const { uid } = await addUser()
    expect((await runLatchkey(['sessions', 'revoke'])).exit).toBe(2)
    expect((await runLatchkey(['sessions', 'revoke', uid, '--all', '--yes'])).exit).toBe(2)
    const both = ['sessions', 'revoke', '--all', '--session', 'one', '--yes']
    expect((await runLatchkey(both)).exit).toBe(2)
    expect((await runLatchkey(['sessions', 'revoke', 'nobody'])).exit).toBe(1)
  })
})
