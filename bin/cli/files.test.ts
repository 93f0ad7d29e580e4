import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toEventRow } from '#lib/audit/event.ts'
import { deleteOldEvents } from '#lib/audit/retention.ts'
import { db } from '#lib/db/db.ts'
import { EXPORT_PAGE_SIZE } from '#lib/lists/export-file.ts'
import { makeScratchFolder, writeFiles } from '../../e2e/fixtures/scratch-folder.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../e2e/fixtures/terminal.ts'
import { findOperator } from './operator.ts'

type Report = { created: number; skipped: number; failed: number; rows: { result: string }[] }

const FILE = 'uid,name,role,shoes\nada,Ada Lovelace,Admin,38\nb,Too Short,User,40\ncy,Cy Young,,\n'

describe('files of the command line', () => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore('sqlite')
  }, 60_000)
  afterAll(() => stop())

  it('imports users: a dry run first, a report row by row, and safe to repeat', async () => {
    const folder = makeScratchFolder()
    writeFiles(folder, { 'users.csv': FILE })
    const dry = await runLatchkey(['import', 'users.csv', '--dry-run'], '', folder)
    expect(dry.exit).toBe(1)
    expect(dry.out).toMatch(
      /^Row 3 \(b\): The user ID? .*\nIgnored columns: shoes\.\nWould create: 2\. /i,
    )
    expect((await runLatchkey(['user', 'show', 'ada'])).exit).toBe(1)
    const done = await runLatchkey(['import', 'users.csv'], '', folder)
    expect(done.out).toContain('Created: 2. Skipped: 0. Refused: 1.\n')
    const rows = '{"uid":"ada","name":"Ada Lovelace"}\n{"uid":"dee","name":"Dee Brown"}\n'
    const again = await runLatchkeyJson<Report>(['import', '-', '--format', 'ndjson'], rows)
    expect(again).toMatchObject({ created: 1, skipped: 1, failed: 0 })
    expect(again.rows.map(({ result }) => result)).toEqual(['skipped', 'created'])
  })

  it('says what is wrong with a file', async () => {
    const folder = makeScratchFolder()
    writeFiles(folder, { 'no.csv': 'name\nAda\n', 'users.txt': FILE })
    expect((await runLatchkey(['import', 'no.csv'], '', folder)).err).toContain('name the columns')
    expect((await runLatchkey(['import', 'users.txt'], '', folder)).exit).toBe(2)
    for (const command of [
      ['import', 'none.csv'],
      ['clients', 'add', 'Wiki', '--logo', 'none.png'],
    ]) {
      const { err } = await runLatchkey([...command, '--json'], '', folder)
      expect(JSON.parse(err)).toEqual({
        code: 'unreadable',
        message: expect.stringMatching(/^The file cannot be read: ENOENT/),
      })
    }
  })

  it('writes the audit log to standard output, or to a new private file', async () => {
    const csv = await runLatchkey(['audit', 'export', '--about', findOperator().uid])
    expect(csv.out).toMatch(/^\ufeffid,at,action,/)
    expect(csv.out).toContain('users_import')
    const events = await runLatchkeyJson<object[]>(['audit', 'export', '--action', 'audit_export'])
    expect(events).toMatchObject([{ action: 'audit_export', actor: { uid: findOperator().uid } }])
    const folder = makeScratchFolder()
    const argv = ['audit', 'export', '--format', 'json', '--out', 'events.json']
    expect((await runLatchkey(argv, '', folder)).exit).toBe(0)
    const path = join(folder, 'events.json')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(path, 'utf8')).length).toBeGreaterThan(3)
    const twice = await runLatchkey(argv, '', folder)
    expect(twice).toMatchObject({
      exit: 1,
      err: `${path} already exists and is not overwritten.\n`,
    })
    expect((await runLatchkey(['audit', 'export', '--from', 'yesterday'])).exit).toBe(1)
    const both = ['audit', 'export', '--json', '--format', 'csv']
    const refused = await runLatchkey(both)
    expect([refused.exit, refused.out]).toEqual([2, ''])
    expect(JSON.parse(refused.err)).toMatchObject({ code: 'json_or_csv' })
    const report = await runLatchkeyJson([
      ...both.filter(one => one !== '--json'),
      '--out',
      join(folder, 'events.csv'),
    ])
    expect(report).toMatchObject({ file: join(folder, 'events.csv') })
    expect(readFileSync(join(folder, 'events.csv'), 'utf8')).toMatch(/^\ufeffid,at,action,/)
  })

  it('writes the users who match to standard output, or to a new private file', async () => {
    const csv = await runLatchkey(['user', 'export'])
    expect(csv.out).toMatch(
      /^\ufeffid,uid,name,role,email,emailVerified,dob,joined,lastSignIn,disabled\r?\n/,
    )
    expect(csv.out).toContain(',ada,Ada Lovelace,Admin,')
    const found = await runLatchkeyJson<object[]>(['user', 'export', 'dee', '--role', 'User'])
    expect(found).toMatchObject([{ uid: 'dee', name: 'Dee Brown' }])
    const folder = makeScratchFolder()
    const argv = ['user', 'export', '--out', 'users.csv']
    expect(await runLatchkey(argv, '', folder)).toMatchObject({ exit: 0, err: '' })
    expect(readFileSync(join(folder, 'users.csv'), 'utf8')).toBe(csv.out)
    expect(statSync(join(folder, 'users.csv')).mode & 0o777).toBe(0o600)
    expect((await runLatchkey(argv, '', folder)).err).toContain('already exists')
    expect((await runLatchkey(['user', 'export', '--format', 'csv', '--json'])).exit).toBe(2)
    const events = await runLatchkeyJson<object[]>(['audit', 'export', '--action', 'users_export'])
    expect(events[0]).toMatchObject({ actor: { uid: findOperator().uid }, result: 'ok' })
  })

  it('leaves no file behind when an export of the audit log breaks off', async () => {
    const row = {
      ...toEventRow({ action: 'sign_out', result: 'ok', actor: findOperator() }),
      detail: '{',
    }
    await db().auditEvent.create({ data: { ...row, at: new Date(0) } })
    const rest = Array.from({ length: EXPORT_PAGE_SIZE }, () => ({ ...row, detail: '{}' }))
    await db().auditEvent.createMany({ data: rest })
    const folder = makeScratchFolder()
    const argv = ['audit', 'export', '--out', 'events.csv']
    expect((await runLatchkey(argv, '', folder)).exit).toBe(1)
    expect(readdirSync(folder)).toEqual([])
    expect(await deleteOldEvents()).toBe(1)
    expect((await runLatchkey(argv, '', folder)).exit).toBe(0)
    expect(readdirSync(folder)).toEqual(['events.csv'])
  })
})
