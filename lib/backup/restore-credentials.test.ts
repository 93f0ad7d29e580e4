import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDb, db } from '#lib/db/db.ts'
import { mailInsert } from '#lib/mail/outbox.ts'
import { readAuthorizationParameters } from '#lib/oauth/parameters.ts'
import { resolveRequest, savePushedRequest } from '#lib/oauth/pushed-request.ts'
import { endSessions } from '#lib/sessions/end-sessions.ts'
import { replaceStolenKeys } from '#lib/sessions/keys/replace-stolen-keys.ts'
import { listPublicKeys } from '#lib/sessions/keys/rotation.ts'
import { refreshSession } from '#lib/sessions/refresh.ts'
import { findSession } from '#lib/sessions/session.ts'
import { continueSignIn } from '#lib/sign-in/continue-sign-in.ts'
import { signIn } from '#lib/sign-in/sign-in.ts'
import { createPasswordReset, spendPasswordReset } from '#lib/users/password-reset.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { addClient, addCode, askForTokens } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { makeScratchFolder } from '../../e2e/fixtures/scratch-folder.ts'
import { signInByCookie, signInForTokens } from '../../e2e/fixtures/sign-in.ts'
import { addUser, addViewer, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../e2e/fixtures/terminal.ts'
import { addWord } from '../../e2e/fixtures/ways/add-word.ts'
import { makeWord } from '../../e2e/fixtures/ways/word/word-way.ts'
import { migrate } from '../../prisma/migrate.ts'
import { listTables } from './tables.ts'

const NEW_PASSWORD = 'another horse battery'
const client = { address: '192.0.2.1', agent: 'test', origin: '' }
/** No OAuth client. */
const TERMS = { address: client.address, jkt: null, authenticate: async () => '' }

/** What a restore leaves as it was. A new table belongs here, or has credentials that it must void. */
const KEPT = [
  'AllowedHeader',
  'AuditEvent',
  'AuditExpiry',
  'Avatar',
  'Client',
  'ClientSecret',
  'MailStop',
  'Origin',
  'OriginRefusal',
  'Password',
  'RateLimit',
  'RefreshToken',
  'ReturnAddress',
  'ReturnRefusal',
  'SearchTerm',
  'SeenOnce',
  'User',
]
const VOIDED = [
  'AuthorizationCode',
  'Ceremony',
  'Consent',
  'Invitation',
  'Mail',
  'MailRequest',
  'PushedRequest',
  'Session',
  'SigningKey',
  'Ticket',
]

it('a restore knows of each table whether it has credentials', async () => {
  const file = join(makeScratchFolder(), 'a.db')
  await migrate(`file:${file}`)
  const database = new Database(file)
  const names = listTables(database).map(({ name }) => name)
  expect(names.toSorted()).toEqual(KEPT.concat(VOIDED).toSorted())
  database.close()
})

describe.each(engines)('a restore on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    addWord()
  })
  afterAll(() => stop())

  it('revives no session, refresh token, link or key that was ended, used or replaced since', async () => {
    const user = await addUser()
    const viewer = await addViewer({ role: 'Admin' })
    const credentials = { uid: user.uid, password: PASSWORD }
    const tokens = await signInForTokens(credentials, client)
    const cookie = await signInByCookie(credentials, client)
    const { url } = await createPasswordReset(viewer, { id: user.id })
    const link = url.split('#')[1] ?? ''
    const before = await listKids()
    const file = join(makeScratchFolder(), 'a.db')
    await runLatchkeyJson(['backup', '--out', file])
    await refreshSession(tokens.refresh_token, TERMS)
    await endSessions(viewer, user.id)
    await spendPasswordReset({ token: link }, NEW_PASSWORD, client.address)
    await replaceStolenKeys(null)
    await closeDb()
    const restored = await runLatchkey(['restore', file, '--force'])
    expect(restored).toMatchObject({ exit: 0, out: expect.stringContaining('sign in again') })
    forgetInstances('signing-keys', 'limiter')
    for (const token of [tokens.access_token, cookie.token]) {
      const headers = new Headers({ Authorization: `Bearer ${token}` })
      expect((await findSession(headers)).viewer).toBeNull()
    }
    const refreshed = refreshSession(tokens.refresh_token, TERMS)
    await expect(refreshed).rejects.toMatchObject({ code: 'invalid_grant' })
    const spent = spendPasswordReset({ token: link }, NEW_PASSWORD, client.address)
    await expect(spent).rejects.toMatchObject({ code: 'reset_void' })
    expect(await listKids()).not.toEqual(expect.arrayContaining(before))
    expect((await signInByCookie(credentials, client)).user.uid).toBe(user.uid)
  })

  it('revives no code, pushed request or unfinished sign-in, whether it was used since or not', async () => {
    const viewer = await addViewer()
    const clientId = await addClient()
    const codes = [await addCode(viewer, clientId), await addCode(viewer, clientId)]
    const pushed = new URLSearchParams({ client_id: clientId, scope: 'openid', state: 'kept' })
    const request_uri = await savePushedRequest(clientId, readAuthorizationParameters(pushed))
    const { uid } = await addUser({ uid: 'two' })
    const begin = () =>
      signIn({ uid, password: PASSWORD }, client, { kind: 'cookie' }).catch(error => error)
    const secrets = [(await begin()).authSession, (await begin()).authSession]
    const goOn = (secret: string) =>
      continueSignIn(secret, { code: makeWord(uid) }, client, { kind: 'cookie' })
    const exchange = (which: (typeof codes)[number] | undefined) =>
      askForTokens({
        grant_type: 'authorization_code',
        code: which?.code ?? '',
        code_verifier: which?.verifier ?? '',
        client_id: clientId,
      })
    const file = join(makeScratchFolder(), 'b.db')
    await runLatchkeyJson(['backup', '--out', file])
    await goOn(secrets[0])
    await exchange(codes[0])
    await closeDb()
    expect(await runLatchkey(['restore', file, '--force'])).toMatchObject({ exit: 0 })
    forgetInstances('signing-keys', 'limiter')
    for (const secret of secrets) {
      await expect(goOn(secret)).rejects.toMatchObject({ code: 'invalid_session' })
    }
    for (const code of codes) {
      await expect(exchange(code)).rejects.toMatchObject({ code: 'invalid_grant' })
    }
    expect(await db().authorizationCode.count()).toBe(0)
    const named = new URLSearchParams({ client_id: clientId, request_uri })
    expect(await resolveRequest(named)).toBeNull()
  })

  const listKids = async () => (await listPublicKeys()).keys.map(({ kid }) => kid)

  it('sends no mail again that waited when the backup was made', async () => {
    const message = {
      kind: 'test' as const,
      subject: 'A subject',
      title: 'A title',
      paragraphs: [],
      reason: 'A test.',
    }
    await db().$transaction([mailInsert({ to: 'ada@example.org', message })])
    const file = join(makeScratchFolder(), 'c.db')
    await runLatchkeyJson(['backup', '--out', file])
    await closeDb()
    expect(await runLatchkey(['restore', file, '--force'])).toMatchObject({ exit: 0 })
    const [mail] = await db().mail.findMany()
    expect(mail).toMatchObject({ status: 'failed', content: '' })
    expect(mail?.answer).toContain('restore')
  })
})
