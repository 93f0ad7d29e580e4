import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../../../e2e/fixtures/scratch.ts'
import { findAvatar, findAvatarByKey } from '../../avatars/avatar.ts'
import {
  clearImported,
  importSample,
  NO_NAMES,
  ROLES,
  type SampleOptions,
  startFlaskStore,
} from './import.fixture.ts'
import type { FlaskResult } from './import.ts'

describe.each(engines)('importFlask on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let uploads: string
  beforeAll(async () => {
    ;({ stop, admin } = await startFlaskStore(engine))
  }, 60_000)
  afterAll(() => stop())
  beforeEach(async () => {
    uploads = await clearImported()
  })

  const run = (differs: SampleOptions = {}, viewer = admin, more = '') =>
    importSample(viewer, uploads, differs, more)
  const codesOf = (rows: FlaskResult[]) =>
    Object.fromEntries(
      rows.flatMap(({ uid, code, errors }) =>
        code ? [[uid, [code, ...(errors ?? []).map(({ path }) => path)]]] : [],
      ),
    )

  it('creates complete users: their data, password hash and avatar', async () => {
    const { counts } = await run()
    expect(counts).toEqual({ created: 11, skipped: 0, failed: 7 })
    const users = await db().user.findMany({
      where: { uid: { in: ['toby', 'whit', 'kj1021'] } },
      select: {
        uid: true,
        name: true,
        role: true,
        email: true,
        dob: true,
        password: true,
        avatarKey: true,
      },
      orderBy: { id: 'asc' },
    })
    const hash = expect.stringMatching(/^pbkdf2:/)
    expect(users).toMatchObject([
      {
        uid: 'toby',
        name: 'Thomas Edison',
        role: 'Admin',
        email: null,
        dob: '1847-02-11',
        password: { hash },
      },
      { uid: 'whit', role: 'Editor', dob: null, avatarKey: null, password: { hash } },
      { uid: 'kj1021', role: 'User' },
    ])
    for (const uid of ['toby', 'sent'])
      expect((await findAvatar(admin, uid, 96)).type).toBe('image/webp')
    expect(await findAvatarByKey('toby', String(users[0]?.avatarKey), 96)).not.toBeNull()
    const { rows } = await run({ names: NO_NAMES })
    expect(codesOf(rows)).toMatchObject({ whit: ['invalid_input', 'role'], lex: ['already_there'] })
  })

  it('says why users are refused, and what is left out of those who are not', async () => {
    const { rows } = await run({ names: NO_NAMES })
    expect(codesOf(rows)).toEqual({
      whit: ['invalid_input', 'role'],
      kj1021: ['invalid_input', 'role'],
      Toby: ['uid_repeated', 'uid'],
      'mary shelley': ['invalid_input', 'uid'],
      x: ['invalid_input', 'uid'],
      bold: ['invalid_input', 'name'],
      plain: ['invalid_input', 'passwordHash'],
      quick: ['invalid_input', 'passwordHash'],
      heavy: ['invalid_input', 'passwordHash'],
    })
    const whit = rows.find(({ uid }) => uid === 'whit')
    expect(whit?.errors?.[0]?.message).toBe(
      'There is no role Teacher in ROLES: User, Editor, Admin.',
    )
    const notes = rows.flatMap(({ uid, notes = [] }) =>
      notes.map(({ path, message }) => [uid, path, message]),
    )
    expect(notes).toEqual([
      ['niko', 'pfp', 'The avatar is left out: Send an image: JPEG, PNG, GIF or WebP.'],
      ['ada', 'email', 'niko has the same e-mail address, so it is not verified here.'],
      ['away', 'pfp', 'The avatar is left out: ../toby/toby.png is not a file name.'],
      ['odd', 'email', 'Left out, because it is not an e-mail address: nowhere.'],
      ['odd', 'dob', 'Left out, because it is not a date of birth: 2999-01-01.'],
    ])
  })

  it('counts addresses as verified, unless told otherwise or somebody here has them', async () => {
    const listVerified = async () => {
      const where = { verifiedEmailKey: { not: null } }
      const users = await db().user.findMany({ where, select: { uid: true, email: true } })
      return users.map(({ uid, email }) => [uid, email]).toSorted()
    }
    await run({ emailsVerified: false })
    expect(await listVerified()).toEqual([])
    expect(await db().user.count({ where: { email: { not: null } } })).toBeGreaterThan(1)
    await db().user.deleteMany({ where: { uid: { not: 'boss' } } })
    await run()
    const verified = await listVerified()
    const [[, email] = []] = verified
    expect(verified.length).toBeGreaterThan(0)
    await db().user.deleteMany({ where: { uid: { not: 'boss' } } })
    await db().user.update({
      where: { uidKey: 'boss' },
      data: { email: email ?? '', verifiedEmailKey: email?.toLowerCase() ?? null },
    })
    const { rows } = await run()
    expect(rows.flatMap(({ notes = [] }) => notes)).toContainEqual({
      path: 'email',
      message: 'Another user has verified this e-mail address here.',
    })
    expect(await listVerified()).toContainEqual(['boss', email])
    await db().user.update({
      where: { uidKey: 'boss' },
      data: { email: null, verifiedEmailKey: null },
    })
  })

  it('disables users who are inactive, and says what of active it cannot read', async () => {
    const more = `ALTER TABLE users ADD COLUMN active; ALTER TABLE users ADD COLUMN last_verified;
      UPDATE users SET active = 1; UPDATE users SET active = 0 WHERE _uid = 'hop';
      UPDATE users SET active = NULL WHERE _uid = 'lex';
      UPDATE users SET active = 'soon' WHERE _uid = 'ada'`
    const { rows } = await run({}, admin, more)
    const disabled = await db().user.findMany({ where: { disabled: true }, select: { uid: true } })
    expect(disabled.map(({ uid }) => uid).toSorted()).toEqual(['ada', 'hop'])
    const notes = rows.flatMap(({ uid, notes = [] }) => notes.map(note => ({ uid, ...note })))
    expect(notes).toContainEqual({
      uid: 'ada',
      path: 'active',
      message: 'The user is disabled, because active is not true or false: soon.',
    })
    await db().user.updateMany({ where: { uid: 'toby' }, data: { disabled: true } })
    expect(codesOf((await run({}, admin, more)).rows)).toMatchObject({ toby: ['already_there'] })
  })

  it('gives other names and user IDs to users who cannot keep theirs', async () => {
    const uids = new Map([
      ['Toby', 'toby2'],
      ['mary shelley', 'mary'],
    ])
    const names = { roles: ROLES, uids, names: new Map([['bold', 'Bold']]) }
    expect((await run({ names })).counts).toEqual({ created: 14, skipped: 0, failed: 4 })
    const bold = await db().user.findFirst({ where: { uid: 'bold' }, select: { name: true } })
    expect(bold).toEqual({ name: 'Bold' })
    expect(await db().user.count({ where: { uid: { in: ['toby2', 'mary'] } } })).toBe(2)
  })

  it('skips users who exist, and leaves their later changes alone', async () => {
    await run()
    const before = await db().password.findMany({ orderBy: { userId: 'asc' } })
    await db().user.updateMany({ where: { uid: 'niko' }, data: { name: 'Nikolaus Tesla' } })
    await db().user.updateMany({ where: { uid: 'hop' }, data: { email: 'hop@example.org' } })
    const { counts, rows } = await run()
    expect(counts).toEqual({ created: 0, skipped: 10, failed: 8 })
    expect(codesOf(rows)).toMatchObject({ niko: ['uid_taken', 'uid'], hop: ['already_there'] })
    expect(await db().password.findMany({ orderBy: { userId: 'asc' } })).toEqual(before)
  })

  it('creates every user once when two imports run at once', async () => {
    const both = await Promise.all([run(), run()])
    expect(both.map(({ counts }) => counts.failed)).toEqual([7, 7])
    expect(both[0].counts.created + both[1].counts.created).toBe(11)
    expect(await db().user.count()).toBe(12)
  })
})
