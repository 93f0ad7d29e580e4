import { expect, it } from 'vitest'
import { buildOpenApiDocument } from '#lib/reference/document.ts'
import { buildCurlCall, buildFetchCall } from './example-call.ts'
import { groupOperations } from './operations.ts'

const SERVER = 'https://auth.example.com'
const document = buildOpenApiDocument({ publicUrl: new URL(SERVER), cookieName: '__Host-jwt' })
const all = groupOperations(document).flatMap(({ operations }) => operations)
const named = (id: string) => {
  const found = all.find(({ operation }) => operation.operationId === id)
  if (!found) throw new Error(`There is no operation ${id}.`)
  return found
}

it('groupOperations has each operation once, with its other paths', () => {
  const count = Object.values(document.paths).flatMap(methods => Object.keys(methods)).length
  const names = all.flatMap(({ path, aliases }) => [path, ...aliases])
  expect(names).toHaveLength(count)
  expect(named('listUsers').aliases).toEqual(['/api/user'])
})

it('a call that changes something, by token and by cookie', () => {
  expect(buildCurlCall(SERVER, named('changeUser'))).toBe(
    `curl -X PATCH 'https://auth.example.com/api/users/grace' \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{"name":"Grace Brewster Hopper","email":"grace@example.com"}'`,
  )
  expect(buildFetchCall(SERVER, named('changeUser'))).toBe(
    `const answer = await fetch('https://auth.example.com/api/users/grace', {
  method: 'PATCH',
  credentials: 'include',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    "name": "Grace Brewster Hopper",
    "email": "grace@example.com"
  }),
})
const data = await answer.json()`,
  )
})

it('a call that any page may make has no credentials, which "*" forbids', () => {
  expect(buildFetchCall(SERVER, named('listPublicKeys'))).toBe(
    `const answer = await fetch('https://auth.example.com/.well-known/jwks.json')
const data = await answer.json()`,
  )
  expect(buildCurlCall(SERVER, named('listPublicKeys'))).not.toContain('Authorization')
})

it.each([
  ['importUsers', '--data-binary @users.csv', 'body: file,'],
  ['deleteUser', '-X DELETE', 'answer.status // 204'],
  ['readPicture', '/api/users/grace/pfp', 'await answer.blob()'],
  ['exportUsers', '/api/users/export', 'await answer.text()'],
])('%s', (id, curl, fetched) => {
  expect(buildCurlCall(SERVER, named(id))).toContain(curl)
  expect(buildFetchCall(SERVER, named(id))).toContain(fetched)
})
