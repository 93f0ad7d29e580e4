import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { makeExpiredCookie, makeSessionCookie } from '#lib/sessions/cookie.ts'
import { addLoginStatusWhenSent, findLoginStatus } from './login-status.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

const signedIn = makeSessionCookie('a.b.c', 60)
const signedOut = makeExpiredCookie()
const page = { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' }
const script = { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' }

it.each([
  ['a sign-in in a window', page, [signedIn], 'logged-in'],
  ['a sign-in by a script of ours', script, [signedIn], 'logged-in'],
  ['a sign-out', page, [signedOut], 'logged-out'],
  ['an empty cookie as Next writes it', page, ['jwt=; Path=/; Max-Age=0'], 'logged-out'],
  ['a sign-in in place of another', script, [signedOut, signedIn], 'logged-in'],
  ['another cookie', page, ['other=1', 'jwtx=1'], null],
  ['no cookie', page, [], null],
  ['a page of another origin', { ...script, 'sec-fetch-site': 'cross-site' }, [signedIn], null],
  ['a page of the same site', { ...script, 'sec-fetch-site': 'same-site' }, [signedIn], null],
  ['a program', {}, [signedIn], null],
])('%s', (_what, headers: Record<string, string>, cookies, status) => {
  expect(findLoginStatus(name => headers[name], cookies)).toBe(status)
})

it('stands in what is written without a head of its own, too', async () => {
  const server = createServer((req, res) => {
    addLoginStatusWhenSent(req, res)
    res.setHeader('Set-Cookie', ['other=1', signedIn])
    if (req.url === '/explicit') res.writeHead(201, { 'X-More': '1' })
    res.end('x')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = async (path: string) => {
    const [answer] = (await once(get({ port, path, headers: page }), 'response')) as [
      IncomingMessage,
    ]
    answer.resume()
    return [answer.statusCode, answer.headers['set-login'], answer.headers['x-more']]
  }
  expect(await ask('/')).toEqual([200, 'logged-in', undefined])
  expect(await ask('/explicit')).toEqual([201, 'logged-in', '1'])
  server.close()
})
