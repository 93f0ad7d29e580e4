import { expect, it } from 'vitest'
import { cookie, type Header, origin, postJson, send } from '../../fixtures/client.ts'
import { sendForm } from '../../fixtures/forms.ts'
import { PAGES } from '../../fixtures/host.ts'
import { createMember, readTokenCookie } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

/** What a browser says of a page of this server in its window, and of a script on one. */
const WINDOW: Header[] = [
  ['Sec-Fetch-Dest', 'document'],
  ['Sec-Fetch-Site', 'same-origin'],
]
const SCRIPT: Header[] = [
  ['Sec-Fetch-Dest', 'empty'],
  ['Sec-Fetch-Site', 'same-origin'],
]
const ELSEWHERE: Header[] = [
  ['Sec-Fetch-Dest', 'empty'],
  ['Sec-Fetch-Site', 'cross-site'],
  origin(PAGES),
]

const host = await requestHost()

it('the forms of our pages tell the browser who is signed in, and who no longer is', async () => {
  const { uid, password } = await createMember(host)
  const signedIn = await sendForm(host, '/login', { uid, password }, WINDOW)
  expect([signedIn.status, signedIn.one('set-login')]).toEqual([303, 'logged-in'])
  const headers = [...WINDOW, cookie(readTokenCookie(signedIn))]
  const signedOut = await sendForm(host, '/users', {}, headers)
  expect([signedOut.one('location'), signedOut.one('set-login')]).toEqual(['/login', 'logged-out'])
})

it('a wrong password says nothing', async () => {
  const { uid } = await createMember(host)
  const answer = await sendForm(host, '/login', { uid, password: 'wrong' }, WINDOW)
  expect([answer.status, answer.all('set-login')]).toEqual([200, []])
})

it('scripts of our pages tell it by the API', async () => {
  const { uid, password } = await createMember(host)
  const path = '/api/authenticate'
  const signedIn = await postJson(host, path, { uid, password }, SCRIPT)
  expect([signedIn.status, signedIn.one('set-login')]).toEqual([200, 'logged-in'])
  const headers = [...SCRIPT, cookie(readTokenCookie(signedIn))]
  const signedOut = await send(host, { method: 'DELETE', path, headers })
  expect([signedOut.status, signedOut.one('set-login')]).toEqual([200, 'logged-out'])
})

it('pages of other sites and programs do not', async () => {
  const { uid, password } = await createMember(host)
  for (const headers of [ELSEWHERE, []]) {
    const answer = await postJson(host, '/api/authenticate', { uid, password }, headers)
    expect([answer.status, answer.all('set-login')]).toEqual([200, []])
  }
})

it('/logout tells it, whoever sent the person there', async () => {
  const { token } = await createMember(host)
  const headers: Header[] = [['Sec-Fetch-Dest', 'document'], cookie(token)]
  const question = await send(host, { path: '/logout', headers })
  const confirm = /name="confirm" value="([^"]*)"/.exec(question.text)?.[1] ?? ''
  const path = `/logout?${new URLSearchParams({ confirm })}`
  expect((await send(host, { path, headers })).all('set-login')).toEqual([])
  const body = new URLSearchParams({ confirm }).toString()
  const type: Header = ['Content-Type', 'application/x-www-form-urlencoded']
  const sent = await send(host, {
    method: 'POST',
    path: '/logout',
    headers: [...headers, type],
    body,
  })
  expect([sent.status, sent.one('set-login')]).toEqual([200, 'logged-out'])
})

it('/signed-in tells who is, and closes the window of FedCM; anybody else gets the login', async () => {
  const { token, uid } = await createMember(host)
  const page = await send(host, { path: '/signed-in', headers: [...WINDOW, cookie(token)] })
  expect([page.status, page.one('set-login')]).toEqual([200, 'logged-in'])
  expect(page.text).toContain(uid)
  expect(page.text).toContain('IdentityProvider?.close()')
  const nobody = await send(host, { path: '/signed-in', headers: WINDOW })
  expect([nobody.status, nobody.one('location')]).toEqual([
    303,
    '/login?next=%2Fsigned-in&account=other',
  ])
})
