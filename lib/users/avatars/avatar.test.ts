import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { makeImage } from '../../../e2e/fixtures/images.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../../e2e/fixtures/store.ts'
import { findAvatar, findAvatarByKey, removeAvatar, setAvatar } from './avatar.ts'

describe.each(engines)('avatars on %s', engine => {
  let stop: () => Promise<void>
  let red: Buffer
  let blue: Buffer
  beforeAll(async () => {
    stop = await startStore(engine)
    red = await makeImage('png', { colour: '#f00' })
    blue = await makeImage('png', { colour: '#00f' })
  }, 60_000)
  afterAll(() => stop())

  let toby: Viewer
  beforeEach(async () => {
    toby = await addViewer()
  })
  const give = (image: Buffer, viewer = toby, target: { uid: string } = toby) =>
    setAvatar(viewer, target, async () => image)

  it('stores an avatar in both sizes, and gives the user another version', async () => {
    const before = await db().user.findUniqueOrThrow({ where: { id: toby.id } })
    const after = await give(red)
    expect(after.avatarKey).toMatch(/^[\w-]{22}$/)
    expect(after.version).not.toBe(before.version)
    for (const size of [512, 96] as const) {
      const { type, bytes } = await findAvatar(toby, toby.uid, size)
      expect([type, (await sharp(bytes).metadata()).width]).toEqual(['image/webp', size])
    }
  })

  it('replaces an avatar under another key, which does not follow from the image', async () => {
    const keys = [await give(red), await give(blue), await give(red)].map(user => user.avatarKey)
    expect(new Set(keys).size).toBe(3)
    expect(await db().avatar.count({ where: { userId: toby.id } })).toBe(1)
  })

  it('is at the address that names its key, for that user alone, and not after a change', async () => {
    const key = String((await give(red)).avatarKey)
    const niko = await addViewer()
    expect(await findAvatarByKey(toby.uid.toUpperCase(), key, 512)).toMatchObject({ lasting: true })
    for (const other of ['other', '', key.toLowerCase(), key.slice(1)]) {
      expect(await findAvatarByKey(toby.uid, other, 512)).toBeNull()
    }
    expect(await findAvatarByKey(niko.uid, key, 512)).toBeNull()
    const { avatarKey } = await give(red)
    expect(await findAvatarByKey(toby.uid, key, 512)).toBeNull()
    await removeAvatar(toby, toby)
    expect(await findAvatarByKey(toby.uid, String(avatarKey), 512)).toBeNull()
  })

  it('the migration gives avatars of before addresses that nobody can compute', async () => {
    const niko = await addViewer()
    const old = '0123456789abcdef'
    const where = { id: { in: [toby.id, niko.id] } }
    await db().user.updateMany({ where, data: { avatarKey: old } })
    const file = `../../../prisma/migrations/${engine}/20261130100000_unguessable_avatars/migration.sql`
    await db().$executeRawUnsafe(readFileSync(new URL(file, import.meta.url), 'utf8'))
    const users = await db().user.findMany({ where, select: { avatarKey: true } })
    for (const { avatarKey } of users) expect(avatarKey).toMatch(/^[0-9a-f]{32}$/)
    expect(new Set(users.map(({ avatarKey }) => avatarKey)).size).toBe(2)
  })

  it('without a session, tells nobody who has an avatar, who has none, and who exists', async () => {
    const niko = await addViewer()
    await give(red)
    for (const { uid } of [toby, niko, { uid: 'nobody' }]) {
      const [file, same] = [await findAvatar(null, uid, 96), await findAvatar(null, uid, 96)]
      expect([file.type, file.lasting]).toEqual(['image/svg+xml', false])
      const text = new TextDecoder().decode(file.bytes)
      expect(text).toContain(`>${uid[0]?.toUpperCase()}</text>`)
      expect(same).toEqual(file)
    }
  })

  it('shows signed-in users the initials of a name, in any case of the uid', async () => {
    for (const [uid, initials] of [
      [toby.uid.toUpperCase(), 'AL'],
      ['nobody', 'N'],
    ] as const) {
      const { type, bytes } = await findAvatar(toby, uid, 96)
      expect(type).toBe('image/svg+xml')
      expect(new TextDecoder().decode(bytes)).toContain(`>${initials}</text>`)
    }
  })

  it('removes an avatar once, and changes the version only then', async () => {
    const version = async () =>
      (await db().user.findUniqueOrThrow({ where: { id: toby.id } })).version
    const before = (await give(red)).version
    await removeAvatar(toby, toby)
    const after = await version()
    await removeAvatar(toby, toby)
    expect([after === before, (await version()) === after]).toEqual([false, true])
    expect(await db().avatar.count({ where: { userId: toby.id } })).toBe(0)
    expect((await findAvatar(toby, toby.uid, 96)).type).toBe('image/svg+xml')
  })

  it('is for the user and administrators, and does not read what anybody else sends', async () => {
    const [admin, niko] = [await addViewer({ role: 'Admin' }), await addViewer()]
    const read = () => Promise.reject(new Error('was read'))
    await expect(setAvatar(niko, toby, read)).rejects.toMatchObject({ status: 403 })
    await expect(setAvatar(admin, { uid: 'nobody' }, read)).rejects.toMatchObject({ status: 404 })
    await expect(removeAvatar(niko, toby)).rejects.toMatchObject({ status: 403 })
    expect((await give(red, admin)).avatarKey).not.toBeNull()
    await removeAvatar(admin, toby)
    expect((await findAvatar(toby, toby.uid, 96)).type).toBe('image/svg+xml')
  })

  it('keeps one complete avatar of six that are set at once', async () => {
    await Promise.all([red, blue, red, blue, red, blue].map(image => give(image)))
    const { avatarKey } = await db().user.findUniqueOrThrow({ where: { id: toby.id } })
    const [large, small] = await Promise.all(
      ([512, 96] as const).map(size => findAvatarByKey(toby.uid, String(avatarKey), size)),
    )
    const redness = async (file: typeof large) =>
      ((await sharp(file?.bytes).stats()).channels[0]?.mean ?? 0) > 128
    expect(await redness(large ?? null)).toBe(await redness(small ?? null))
    expect(await db().avatar.count({ where: { userId: toby.id } })).toBe(1)
  })

  it('404: a user who is deleted while their avatar is read leaves none behind', async () => {
    const gone = setAvatar(await addViewer({ role: 'Admin' }), toby, async () => {
      await db().user.delete({ where: { id: toby.id } })
      return red
    })
    await expect(gone).rejects.toMatchObject({ status: 404, code: 'user_not_found' })
    expect(await db().avatar.count({ where: { userId: toby.id } })).toBe(0)
  })

  it('429: after 60 in an hour, without reading what is sent', async () => {
    let read = 0
    const attempt = () =>
      setAvatar(toby, toby, () => {
        read++
        return Promise.resolve(new Uint8Array())
      }).catch(problem => problem.status)
    for (let i = 0; i < 60; i++) expect(await attempt()).toBe(415)
    expect([await attempt(), read]).toEqual([429, 60])
  })
})
