import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { makeImage } from '../../../e2e/fixtures/images.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addUser, signInViewer, startStore } from '../../../e2e/fixtures/store.ts'
import { findAvatar, removeAvatar, setAvatar } from './avatar.ts'

const addViewer = async (role: 'User' | 'Admin') =>
  (await signInViewer(await addUser({ role }))).viewer

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
    toby = await addViewer('User')
  })
  const give = (image: Buffer, viewer = toby, target: { uid: string } = toby) =>
    setAvatar(viewer, target, async () => image)

  it('stores an avatar in both sizes, and gives the user another version', async () => {
    const before = await db().user.findUniqueOrThrow({ where: { id: toby.id } })
    const after = await give(red)
    expect(after.avatarKey).toMatch(/^[0-9a-f]{16}$/)
    expect(after.version).not.toBe(before.version)
    for (const size of [512, 96] as const) {
      const { type, bytes } = await findAvatar(toby.uid, size)
      expect([type, (await sharp(bytes).metadata()).width]).toEqual(['image/webp', size])
    }
  })

  it('replaces an avatar under another key; the same image has the same key', async () => {
    const first = await give(red)
    const second = await give(blue)
    expect(second.avatarKey).not.toBe(first.avatarKey)
    expect((await give(red)).avatarKey).toBe(first.avatarKey)
    expect(await db().avatar.count({ where: { userId: toby.id } })).toBe(1)
  })

  it('is lasting only under the address that names its key', async () => {
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

  it('gives initials to a user without an avatar, in any case of the uid, and 404 for nobody', async () => {
    const { type, bytes } = await findAvatar(toby.uid.toUpperCase(), 96)
    expect([type, new TextDecoder().decode(bytes).slice(0, 4)]).toEqual(['image/svg+xml', '<svg'])
    await expect(findAvatar('nobody', 96)).rejects.toMatchObject({ status: 404 })
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
    expect((await findAvatar(toby.uid, 96)).type).toBe('image/svg+xml')
  })

  it('is for the user and administrators, and does not read what anybody else sends', async () => {
    const [admin, niko] = [await addViewer('Admin'), await addViewer('User')]
    const read = () => Promise.reject(new Error('was read'))
    await expect(setAvatar(niko, toby, read)).rejects.toMatchObject({ status: 403 })
    await expect(setAvatar(admin, { uid: 'nobody' }, read)).rejects.toMatchObject({ status: 404 })
    await expect(removeAvatar(niko, toby)).rejects.toMatchObject({ status: 403 })
    expect((await give(red, admin)).avatarKey).not.toBeNull()
    await removeAvatar(admin, toby)
    expect((await findAvatar(toby.uid, 96)).type).toBe('image/svg+xml')
  })

  it('keeps one complete avatar of six that are set at once', async () => {
    await Promise.all([red, blue, red, blue, red, blue].map(image => give(image)))
    const { avatarKey } = await db().user.findUniqueOrThrow({ where: { id: toby.id } })
    const { bytes } = await findAvatar(toby.uid, 512)
    const again = await give(
      await sharp(bytes)
        .stats()
        .then(({ channels }) => ((channels[0]?.mean ?? 0) > 128 ? red : blue)),
    )
    expect(again.avatarKey).toBe(avatarKey)
  })

  it('404: a user who is deleted while their avatar is read leaves none behind', async () => {
    const gone = setAvatar(toby, toby, async () => {
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
