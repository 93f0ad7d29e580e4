import { describe, expect, it } from 'vitest'
import { isNotModified } from '#lib/http/etag.ts'
import type { AvatarFile } from './avatar.ts'
import { AvatarQuery, makeAvatarReply } from './reply.ts'

const avatar: AvatarFile = { type: 'image/webp', bytes: new Uint8Array([1, 2, 3]), lasting: false }
const reply = (differs: Partial<AvatarFile> = {}, ifNoneMatch?: string) => {
  const headers = ifNoneMatch === undefined ? {} : { 'If-None-Match': ifNoneMatch }
  return makeAvatarReply(new Request('http://localhost/', { headers }), { ...avatar, ...differs })
}

describe('makeAvatarReply', () => {
  it('shows an avatar to any page', async () => {
    const answer = reply()
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(avatar.bytes)
    expect(Object.fromEntries(answer.headers)).toEqual({
      'cache-control': 'private, no-cache',
      'content-disposition': 'inline',
      'content-type': 'image/webp',
      'cross-origin-resource-policy': 'cross-origin',
      etag: expect.stringMatching(/^"[0-9a-f]{16}"$/),
    })
  })

  it('may be kept for a day if its address names its key', () => {
    expect(reply({ lasting: true }).headers.get('cache-control')).toBe('private, max-age=86400')
  })

  it('304: the client has it; the answer has the headers that a cache needs and no body', async () => {
    const etag = reply().headers.get('etag') ?? ''
    const answer = reply({}, etag)
    expect([answer.status, await answer.text()]).toEqual([304, ''])
    expect(answer.headers.get('etag')).toBe(etag)
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    expect(reply({ bytes: new Uint8Array([1]) }, etag).status).toBe(200)
  })
})

describe('isNotModified', () => {
  it.each([
    [null, false],
    ['', false],
    ['"b"', false],
    ['a', false],
    ['"a"', true],
    ['W/"a"', true],
    ['"b", W/"a"', true],
    ['*', true],
  ])('%s: %s', (ifNoneMatch, current) => {
    expect(isNotModified(ifNoneMatch, '"a"')).toBe(current)
  })
})

describe('AvatarQuery', () => {
  it('asks for 512 pixels by default', () => {
    expect(AvatarQuery.parse({})).toEqual({ size: 512 })
    expect(AvatarQuery.parse({ size: '96', v: 'x' })).toEqual({ size: 96, v: 'x' })
  })

  it.each([
    { size: '97' },
    { size: '' },
    { size: '512.0' },
    { size: '96px' },
    { v: 'x'.repeat(65) },
  ])('refuses %j', query => {
    expect(AvatarQuery.safeParse(query).success).toBe(false)
  })
})
