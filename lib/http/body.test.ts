import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MAX_JSON_BODY_BYTES, parseInput, readJson, readQuery } from './body.ts'
import { Problem } from './problem.ts'

const Thing = z.object({ name: z.string('The name must be text.') })
const json = { 'Content-Type': 'application/json' }
const request = (body: BodyInit | null, headers: Record<string, string> = json) =>
  new Request('http://localhost/api/thing', {
    method: 'POST',
    headers,
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  })
const refusalOf = (body: BodyInit | null, headers?: Record<string, string>) =>
  readJson(request(body, headers), Thing).then(
    () => null,
    (problem: Problem) => `${problem.status} ${problem.code}`,
  )
const ofLength = (length: number) => JSON.stringify({ name: 'x'.repeat(length - 11) })

describe('readJson', () => {
  it.each([
    [json],
    [{ 'Content-Type': 'application/json; charset=utf-8' }],
    [{ 'Content-Type': 'APPLICATION/JSON' }],
  ])('takes %j', async headers => {
    expect(await readJson(request('{"name":"a","more":1}', headers), Thing)).toEqual({ name: 'a' })
  })

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/json-seq'],
    ['text/plain; application/json'],
  ])('refuses %s', async type => {
    expect(await refusalOf('{"name":"a"}', { 'Content-Type': type })).toBe(
      '415 unsupported_media_type',
    )
  })

  it.each([[''], ['{'], ['null'], ['[]'], ['"text"'], ['1'], ['\ufeff{}x']])(
    'refuses %j, which is not an object',
    async body => {
      expect(await refusalOf(body)).toBe('400 not_an_object')
    },
  )

  it('names a field of the wrong type', async () => {
    const problem = await readJson(request('{"name":["a"]}'), Thing).catch(error => error)
    expect(problem).toBeInstanceOf(Problem)
    expect(problem.errors).toEqual([{ path: 'name', message: 'The name must be text.' }])
  })

  it('takes a body of exactly the limit and refuses one byte more', async () => {
    expect(ofLength(MAX_JSON_BODY_BYTES)).toHaveLength(MAX_JSON_BODY_BYTES)
    expect(await refusalOf(ofLength(MAX_JSON_BODY_BYTES))).toBeNull()
    expect(await refusalOf(ofLength(MAX_JSON_BODY_BYTES + 1))).toBe('413 body_too_large')
  })

  it('counts the bytes of a body without a length', async () => {
    const stream = new Blob([ofLength(MAX_JSON_BODY_BYTES + 1)]).stream()
    expect(await refusalOf(stream)).toBe('413 body_too_large')
  })

  it('refuses a body that is shorter than its declared length', async () => {
    expect(await refusalOf('{"name":"a"}', { ...json, 'Content-Length': '40' })).toBe(
      '400 body_cut',
    )
  })

  it('leaves the prototype alone', async () => {
    await readJson(request('{"name":"a","__proto__":{"polluted":1}}'), Thing)
    expect('polluted' in {}).toBe(false)
  })
})

it('reads the first of a repeated query parameter', () => {
  const repeated = new Request('http://localhost/?name=a&name=b')
  expect(readQuery(repeated, Thing)).toEqual({ name: 'a' })
})

it('names each refused field once', () => {
  const Strict = z.object({
    a: z.string().min(3, 'short').max(1, 'long'),
    b: z.number('no number'),
  })
  const refusal = () => parseInput(Strict, { a: 'xx', b: 'y' })
  expect(refusal).toThrow(expect.objectContaining({ status: 400 }))
  try {
    refusal()
  } catch (problem) {
    expect((problem as Problem).errors?.map(error => error.path)).toEqual(['a', 'b'])
  }
})
