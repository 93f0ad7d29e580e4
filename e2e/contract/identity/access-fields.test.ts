import { beforeAll, expect, it } from 'vitest'
import { FIELD_RIGHTS } from '../../fixtures/access-doc.ts'
import { type Answer, bearer, send, sendJson } from '../../fixtures/client.ts'
import type { Host } from '../../fixtures/host.ts'
import { createAdmin, createMember, makeUserInput, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const ASKERS = ['self', 'other', 'administrator'] as const

const host = await requestHost()

let people: Record<(typeof ASKERS)[number], Person>
beforeAll(async () => {
  const [self, other, administrator] = await Promise.all([
    createMember(host),
    createMember(host),
    createAdmin(host),
  ])
  people = { self, other, administrator }
})

it('each field of a user is read by whom docs/access.md says', async () => {
  const path = `/api/users/${people.self.uid}`
  const seen = await Promise.all(
    ASKERS.map(asker => send(host, { path, headers: [bearer(people[asker].token)] })),
  )
  for (const { field, read } of FIELD_RIGHTS) {
    const readers = ASKERS.filter((_, i) => field in (seen[i]?.json() ?? {}))
    expect([field, readers]).toEqual([field, read])
  }
})

it('each field of a user is written by whom docs/access.md says', async () => {
  const found = await Promise.all(
    FIELD_RIGHTS.map(async ({ field }) => {
      const email = `${makeUserInput().uid}@example.org`
      const target = await createMember(host, { dob: '1990-01-01', email })
      const writers: string[] = []
      // Whoever changes a uid or a password signs its user out, so those who stay go first.
      for (const asker of ['other', 'self', 'administrator'] as const) {
        const { token } = asker === 'self' ? target : people[asker]
        const value = { ...VALUES, uid: makeUserInput().uid }[field]
        const change = { [field]: value, currentPassword: target.password }
        const answer = await put(host, token, { ...change, id: target.id })
        if (written(field, value, answer)) writers.push(asker)
      }
      return { field, write: writers }
    }),
  )
  expect(found).toEqual(FIELD_RIGHTS.map(({ field, write }) => ({ field, write })))
})

/** A value for each field that nobody has had before. */
const VALUES: Record<string, unknown> = {
  name: 'Barbara Liskov',
  role: 'Editor',
  age: 7,
  pfp: '/evil',
  access: ['none'],
  email: 'liskov@example.org',
  emailVerified: true,
  dob: '1939-11-07',
  joined: '2001-01-01T00:00:00.000Z',
  lastSignIn: '2001-01-01T00:00:00.000Z',
  disabled: true,
  password: 'centimetre-30ns',
}

function written(field: string, value: unknown, answer: Answer): boolean {
  if (answer.status !== 200) return false
  if (field === 'password') return true
  return JSON.stringify(answer.json()[field]) === JSON.stringify(value)
}

function put(host: Host, token: string, change: object): Promise<Answer> {
  const call = { method: 'PUT', path: '/api/users', headers: [bearer(token)] }
  return sendJson(host, call, change)
}
