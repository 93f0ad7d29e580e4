import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { ensureSigningKey, listPublicKeys } from '#lib/sessions/keys/rotation.ts'
import { createPasswordReset } from '#lib/users/password-reset.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { makeScratchFolder } from '../../../e2e/fixtures/scratch-folder.ts'
import { addUser, signInViewer, startStore } from '../../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../../e2e/fixtures/terminal.ts'
import { writeSecretKey } from './secret-key-file.ts'

const NEW = 'a-new-key-of-32-bytes-for-this-test'

describe.each(engines)('latchkey keys on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())

  const listKids = async () => (await listPublicKeys()).keys.map(({ kid }) => kid)

  it('rotate publishes a second key, and with --compromised leaves one new key', async () => {
    const { kid: old } = await ensureSigningKey()
    const { kid: next } = await runLatchkeyJson<{ kid: string }>(['keys', 'rotate'])
    expect(await listKids()).toEqual([old, next])
    const { out } = await runLatchkey(['keys', 'rotate', '--compromised'])
    const [made] = await listKids()
    expect(await listKids()).toEqual([made])
    expect([old, next]).not.toContain(made)
    expect(out).toContain(`The new key ${made} signs`)
  })

  it('replace-secret ends sessions, links and signing keys, and prints the line', async () => {
    const [user, admin] = [await addUser(), await addUser({ role: 'Admin' })]
    const { lasts } = await signInViewer(user)
    const { viewer } = await signInViewer(admin)
    await createPasswordReset(viewer, { id: user.id })
    await ensureSigningKey()
    const { out } = await runLatchkey(['keys', 'replace-secret', '--print', '--yes'])
    expect(out).toMatch(/^SECRET_KEY=[\w-]{43}\nEnded 2 sessions/)
    expect(await lasts()).toBe(false)
    expect([await db().ticket.count(), await db().signingKey.count()]).toEqual([0, 0])
    const [event] = await db().auditEvent.findMany({ where: { targetUid: 'SECRET_KEY' } })
    expect(event).toMatchObject({ action: 'key_rotate', actorUid: expect.stringContaining('(') })
  })

  it('replace-secret changes nothing unless it knows where SECRET_KEY comes from, and that it is meant', async () => {
    const { lasts } = await signInViewer(await addUser())
    const here = await runLatchkey(['keys', 'replace-secret', '--yes'])
    expect(here).toMatchObject({ exit: 2, err: expect.stringContaining('Add --print') })
    expect((await runLatchkey(['keys', 'replace-secret', '--print'])).exit).toBe(2)
    expect(await lasts()).toBe(true)
  })
})

describe('writeSecretKey', () => {
  const write = async (text: string, mode = 0o600) => {
    const file = join(makeScratchFolder(), '.env')
    writeFileSync(file, text, { mode })
    await writeSecretKey(file, NEW)
    return { text: readFileSync(file, 'utf8'), mode: statSync(file).mode & 0o777 }
  }

  it.each([
    ['PORT=1\nSECRET_KEY=old,older\nHOST=::1\n', `PORT=1\nSECRET_KEY=${NEW}\nHOST=::1\n`],
    ['# SECRET_KEY=no\n export SECRET_KEY = "old"', `# SECRET_KEY=no\nSECRET_KEY=${NEW}`],
    ['SECRET_KEY="old\nolder" # two\nPORT=1\n', `SECRET_KEY=${NEW}\nPORT=1\n`],
    ['PORT=1', `PORT=1\nSECRET_KEY=${NEW}\n`],
    ['', `SECRET_KEY=${NEW}\n`],
  ])('replaces the key in %j and nothing else', async (before, after) => {
    expect((await write(before)).text).toBe(after)
  })

  it('keeps the mode, and the file that a link leads to', async () => {
    expect((await write('SECRET_KEY=old\n', 0o640)).mode).toBe(0o640)
    const [real, link] = [join(makeScratchFolder(), 'real'), join(makeScratchFolder(), '.env')]
    writeFileSync(real, 'SECRET_KEY=old\n')
    symlinkSync(real, link)
    await writeSecretKey(link, NEW)
    expect(readFileSync(real, 'utf8')).toBe(`SECRET_KEY=${NEW}\n`)
  })

  it('leaves a file alone that it does not understand', async () => {
    const text = 'NOTE="in .env:\nSECRET_KEY=old\n"\n'
    const file = join(makeScratchFolder(), '.env')
    writeFileSync(file, text)
    await expect(writeSecretKey(file, NEW)).rejects.toMatchObject({ code: 'env_unclear' })
    expect(readFileSync(file, 'utf8')).toBe(text)
  })
})
