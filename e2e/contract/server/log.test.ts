import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import { listApiPaths } from '../../fixtures/api-routes.ts'
import { listAuditEvents, readAuditText, readLogLines } from '../../fixtures/audit-events.ts'
import {
  bearer,
  cookie,
  from,
  type Header,
  newAddress,
  postJson,
  send,
  sendJson,
} from '../../fixtures/client.ts'
import { runWithoutSessions } from '../../fixtures/database.ts'
import { sendForm } from '../../fixtures/forms.ts'
import { type Host, SECRET_KEY } from '../../fixtures/host.ts'
import { SOON } from '../../fixtures/origins.ts'
import { createMember, makeUid, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const canary = (kind: string) => `canary-${kind}-${randomUUID()}`

/** What must be found nowhere, by what it is to whoever sends it. */
const secrets = {
  password: canary('password'),
  currentPassword: canary('current'),
  newPassword: canary('new'),
  token: canary('token'),
  refresh_token: canary('refresh'),
  access_token: canary('access'),
  pfp: canary('picture'),
  name: canary('name'),
  email: `${canary('mail')}@example.org`,
}
const sent = {
  cookie: canary('cookie'),
  bearer: canary('bearer'),
  query: canary('query'),
  header: canary('header'),
  /** No uid: a password that was typed into the wrong field. */
  typed: canary('typed as uid'),
}
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const LINE_LIMIT = 20_000

/** An administrator of their own: some of what is tried ends the session that tries it. */
async function newAdmin(host: Host): Promise<Person> {
  const member = await createMember(host)
  const call = { method: 'PATCH', path: `/api/users/${member.uid}` }
  await sendJson(host, { ...call, headers: [bearer(host.adminToken)] }, { role: 'Admin' })
  return { ...member, token: await signIn(host, member) }
}

const host = await requestHost()

type Line = Record<string, unknown>
const listLines = async (): Promise<Line[]> =>
  (await readLogLines(host)).map(line => JSON.parse(line))

const known: string[] = [SECRET_KEY, ...Object.values(secrets), ...Object.values(sent)]

beforeAll(async () => {
  const target = await createMember(host)
  let admin = await newAdmin(host)
  const uid = makeUid()
  known.push(target.token, target.password, admin.token)
  const paths = listApiPaths({ uid: target.uid, id: randomUUID(), path: canary('path') })
  const extra: Header[] = [['X-Requested-With', sent.header]]
  for (const path of paths) {
    for (const method of METHODS) {
      const call = { method, path: `${path}?token=${sent.query}&access_token=${sent.query}` }
      for (const who of [[bearer(sent.bearer)], [cookie(sent.cookie)], [bearer(admin.token)]]) {
        const body = {
          ...secrets,
          uid,
          grant_type: 'refresh_token',
          action: 'delete',
          uids: ['nobody'],
          // The name of a header is no secret, and one that is allowed would be so for all tests.
          ...(path === '/api/origins/headers' && { name: 'no header' }),
        }
        const answer =
          method === 'GET'
            ? await send(host, { ...call, headers: [...who, ...extra] })
            : await sendJson(host, { ...call, headers: [...who, ...extra] }, body)
        if (answer.status !== 401 || who[0]?.[1] !== `Bearer ${admin.token}`) continue
        admin = await newAdmin(host)
        known.push(admin.token)
      }
    }
  }
  for (const path of ['/login', '/signup', '/reset']) {
    await sendForm(host, path, { ...secrets, uid: sent.typed }, [cookie(sent.cookie), ...extra])
  }
  await postJson(host, '/api/authenticate', { uid: sent.typed, password: 'wrong' })
  await sendForm(host, '/login', { uid: target.uid, password: target.password })
  const link = await send(host, {
    method: 'POST',
    path: `/api/users/${(await createMember(host)).uid}/password-reset`,
    headers: [bearer(host.adminToken)],
  })
  const [, token = ''] = link.json<{ url: string }>().url.split('#')
  known.push(token)
  await sendForm(host, '/reset', { token })
})

it('no secret that anybody sent is in the records', async () => {
  const records = await readAuditText(host)
  expect(records.length).toBeGreaterThan(1000)
  for (const secret of known) expect(records).not.toContain(secret)
})

it('nor in the log, whose lines are JSON and hold nothing that a terminal obeys', async () => {
  // Lines come in the order of the answers: with the last one all are there.
  const { id, token } = await createMember(host)
  await send(host, { path: '/api/id', headers: [bearer(token)] })
  const last = async () =>
    (await listLines()).filter(({ user, route }) => user === id && route === '/api/id')
  await expect.poll(last, SOON).toHaveLength(1)
  const lines = await readLogLines(host)
  // All that is printed: what is no line of the log, as what Next says of a page that failed, too.
  const printed = await readFile(host.outputFile ?? '', 'utf8')
  for (const secret of known) expect(printed).not.toContain(secret)
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({
      time: expect.stringMatching(/Z$/),
      message: expect.any(String),
    })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/)
    expect(line.length).toBeLessThan(LINE_LIMIT)
  }
})

it('the log has each request by its pattern, and who sent it', async () => {
  const { uid, id, token } = await createMember(host)
  const address = newAddress()
  const headers = [bearer(token), from(address)]
  await send(host, { path: `/api/users/${uid}?q=1`, headers })
  const own = async () => (await listLines()).filter(({ user }) => user === id)
  await expect
    .poll(own, SOON)
    .toContainEqual(
      expect.objectContaining({ method: 'GET', route: '/api/users/[uid]', status: 200 }),
    )
})

it('what fails is found in the log by the id of the answer, and nothing of it is told', async () => {
  const { token } = await createMember(host)
  const answer = await runWithoutSessions(host, () =>
    send(host, { path: '/api/id', headers: [bearer(token)] }),
  )
  expect(answer.status).toBe(500)
  const requestId = answer.one('x-request-id')
  const told = async () => (await listLines()).filter(line => line.requestId === requestId)
  await expect.poll(told, SOON).toMatchObject([
    { level: 'error', message: 'request failed', cause: expect.stringContaining('Session') },
    { level: 'info', route: '/api/id', status: 500 },
  ])
  expect(answer.text).not.toContain('Session')
})

it('a page that fails is found in the log by the number that it shows', async () => {
  const { token } = await createMember(host)
  const answer = await runWithoutSessions(host, () =>
    send(host, { path: '/account', headers: [cookie(token)] }),
  )
  expect(answer.status).toBe(500)
  const shown = async () =>
    (await listLines())
      .filter(({ message, route }) => message === 'page failed' && route === '/account')
      .map(({ number }) => String(number ?? ''))
      .filter(number => number !== '' && answer.text.includes(number))
  await expect.poll(shown, SOON).toHaveLength(1)
})

it('what a form does is recorded as coming from it', async () => {
  const { uid, password } = await createMember(host)
  const address = newAddress()
  const answer = await sendForm(host, '/login', { uid, password }, [from(address)])
  expect(answer.status).toBe(303)
  expect(await listAuditEvents(host, address)).toMatchObject([
    { action: 'sign_in', result: 'ok', actor: { uid }, requestId: expect.stringMatching(/-/) },
  ])
  expect(await listAuditEvents(host, makeUid())).toEqual([])
})
