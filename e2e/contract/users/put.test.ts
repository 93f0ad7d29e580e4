import { describe, expect, it } from 'vitest'
import { ageProofs } from '../../fixtures/age-proofs.ts'
import { bearer, type Header, sendJson } from '../../fixtures/client.ts'
import { ADMIN_ONLY, expectInvalid, expectProblem } from '../../fixtures/expectations.ts'
import { createMember, makeUid, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

const call = (method: string, path: string, value: unknown, headers: Header[]) =>
  sendJson(host, { method, path, headers }, value)

describe('PUT /api/users', () => {
  const put = (value: unknown, token = host.adminToken) =>
    call('PUT', '/api/users', value, [bearer(token)])

  it('by uid, whatever its case, changes that user; by id too, and uid is then the new one', async () => {
    const { id, uid } = await createMember(host)
    expect((await put({ uid: uid.toUpperCase(), name: 'By Uid' })).json()).toMatchObject({
      id,
      uid,
      name: 'By Uid',
    })
    const renamed = makeUid()
    expect((await put({ id, uid: renamed, name: 'By Id' })).json()).toMatchObject({
      id,
      uid: renamed,
      name: 'By Id',
    })
  })

  it('200: a user renames themselves with a uid that nobody has, and is signed out', async () => {
    const person = await createMember(host)
    const uid = makeUid()
    const answer = await put({ uid }, person.token)
    expect(answer.json()).toMatchObject({ id: person.id, uid, name: person.name })
    expectProblem(await put({ uid: makeUid() }, person.token), 401)
    await signIn(host, { uid, password: person.password })
  })

  it('401: renames nobody by an old proof of the password', async () => {
    const person = await createMember(host)
    await ageProofs(host, person)
    const answer = await put({ uid: makeUid() }, person.token)
    expect([answer.status, answer.json().code]).toEqual([401, 'step_up_required'])
    await signIn(host, person)
  })

  it('400, 403: renames nobody with a uid that cannot be one, or that somebody has', async () => {
    const [person, other] = [await createMember(host), await createMember(host)]
    expectInvalid(await put({ uid: 'a b' }, person.token), ['uid'])
    for (const uid of [other.uid, other.uid.toUpperCase()]) {
      expectProblem(await put({ uid }, person.token), 403, ADMIN_ONLY)
    }
    expect((await put({ uid: person.uid }, person.token)).json()).toMatchObject({
      uid: person.uid,
    })
  })

  it.each([{ uid: makeUid() }, { id: 2 ** 31 - 1 }])('404: %j', async target => {
    expectProblem(await put({ ...target, name: 'Nobody' }), 404)
  })

  it.each([0, -1, 1.5, 2 ** 31, 2 ** 53, '1', null, [1], { gt: 0 }, true])(
    '400: the id %j',
    async id => {
      expectInvalid(await put({ id, name: 'Nobody' }), ['id'])
    },
  )
})
