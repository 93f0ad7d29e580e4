import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { makeImage } from '../../../e2e/fixtures/images.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addUser, signInViewer, startStore } from '../../../e2e/fixtures/store.ts'
import { findAvatar, removeAvatar, setAvatar } from './avatar.ts'

const person = async (role: 'User' | 'Admin') =>
  (await signInViewer(await addUser({ role }))).viewer

describe.each(engines)('%s', engine => {
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
    toby = await person('User')
  })
  const give = (picture: Buffer, viewer = toby, target: { uid: string } = toby) =>
    setAvatar(viewer, target, async () => picture)

  it('gives a picture and another version of the user, in both sizes', async () => {
    const before = await db().user.findUniqueOrThrow({ where: { id: toby.id } })
    const after = await give(red)
    expect(after.avatarKey).toMatch(/^[0-9a-f]{16}$/)
    expect(after.version).not.toBe(before.version)
    for (const size of [512, 96] as const) {
      const { type, bytes } = await findAvatar(toby.uid, size)
      expect([type, (await sharp(bytes).metadata()).width]).toEqual(['image/webp', size])
    }
  })

  it('replaces it under another key; the same picture has the same key', async () => {
    const first = await give(red)
    const second = await give(blue)
    expect(second.avatarKey).not.toBe(first.avatarKey)
    expect((await give(red)).avatarKey).toBe(first.avatarKey)
    expect(await db().avatar.count({ where: { userId: toby.id } })).toBe(1)
  })

  it('lasts where the address names the key that it has, and nowhere else', async () => {
    const { avatarKey } = await give(red)
    const lasting = async (key?: string) => (await findAvatar(toby.uid, 512, key)).lasting
    expect(await lasting(avatarKey ?? '')).toBe(true)
    expect([await lasting(), await lasting('other'), await lasting('')]).toEqual([
      false,
      false,
      false,
    ])
    await give(blue)
    expect(await lasting(avatarKey ?? '')).toBe(false)
    await removeAvatar(toby, toby)
    expect(await lasting(avatarKey ?? '')).toBe(false)
  })

  it('gives initials in place of none, whatever the case of the uid, and 404 for nobody', async () => {
    const { type, bytes } = await findAvatar(toby.uid.toUpperCase(), 96)
    expect([type, new TextDecoder().decode(bytes).slice(0, 4)]).toEqual(['image/svg+xml', '<svg'])
    await expect(findAvatar('nobody', 96)).rejects.toMatchObject({ status: 404 })
  })

  it('removes a picture once, and the version changes only then', async () => {
    const version = async () =>
      (await db().user.findUniqueOrThrow({ where: { id: toby.id } })).version
    const before = (await give(red)).version
    await removeAvatar(toby, toby)
    const after = await version()
    await removeAvatar(toby, toby)
    expect([after === before, (await version()) === after]).toEqual([false, true])
    expect(await db().avatar.count({ where: { userId: toby.id } })).toBe(0)
    expect((await findAvatar(toby.uid, 96)).type).toBe('image/svg+xml')
  })

  it('is for the user and administrators, and reads nothing for anybody else', async () => {
    const [admin, niko] = [await person('Admin'), await person('User')]
    const read = () => Promise.reject(new Error('was read'))
    await expect(setAvatar(niko, toby, read)).rejects.toMatchObject({ status: 403 })
    await expect(setAvatar(admin, { uid: 'nobody' }, read)).rejects.toMatchObject({ status: 404 })
    await expect(removeAvatar(niko, toby)).rejects.toMatchObject({ status: 403 })
    expect((await give(red, admin)).avatarKey).not.toBeNull()
    await removeAvatar(admin, toby)
    expect((await findAvatar(toby.uid, 96)).type).toBe('image/svg+xml')
  })

  it('keeps one whole picture of many that come at once', async () => {
    await Promise.all([red, blue, red, blue, red, blue].map(picture => give(picture)))
    const { avatarKey } = await db().user.findUniqueOrThrow({ where: { id: toby.id } })
    const { bytes } = await findAvatar(toby.uid, 512)
    const again = await give(
      await sharp(bytes)
        .stats()
        .then(({ channels }) => ((channels[0]?.mean ?? 0) > 128 ? red : blue)),
    )
    expect(again.avatarKey).toBe(avatarKey)
  })

  it('404: a user who is deleted while their picture is read leaves none behind', async () => {
    const gone = setAvatar(toby, toby, async () => {
      await db().user.delete({ where: { id: toby.id } })
      return red
    })
    await expect(gone).rejects.toMatchObject({ status: 404, code: 'user_not_found' })
    expect(await db().avatar.count({ where: { userId: toby.id } })).toBe(0)
  })

  it('429: after 60 in an hour, of which it reads none', async () => {
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
