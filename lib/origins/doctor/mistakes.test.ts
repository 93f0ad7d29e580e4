import { describe, expect, test } from 'vitest'
import { ask, cookie, findStop, PAGES, policy, server } from './diagnose.fixture.ts'
import { diagnose } from './doctor.ts'
import { Question } from './question.ts'

describe('credentials left at their default', () => {
  test('from another origin, no cookie is sent or kept, and the line to change is named', () => {
    const { summary, readable, steps } = ask({ credentials: 'same-origin' })
    expect([readable, summary]).toEqual([true, expect.stringContaining('does not say credentials')])
    const red = steps.filter(({ ok }) => !ok)
    expect(red.map(({ id, fix }) => [id, fix?.label])).toEqual([
      ['cookie', "Write credentials: 'include' in every fetch, the sign-in too"],
    ])
    expect(red[0]?.fix?.href).toContain('credentials=include')
  })

  test('with a token, or within one origin, nothing is missing', () => {
    const asked = { credentials: 'same-origin' }
    expect(findStop({ ...asked, headers: 'Authorization' })[0]).toBe('none')
    expect(ask({ ...asked, headers: 'Authorization' }).summary).toBe(
      'It works, without the cookie.',
    )
    expect(ask({ ...asked, origin: server.origin }).summary).toBe('It works in every browser.')
  })
})

describe('the address that the page calls', () => {
  const WRITE = 'Write https://auth.example.com in your page'
  test.each([
    ['https://auth.example.com/client.js', ['none', true, true, '']],
    ['http://auth.example.com', ['address', false, false, WRITE]],
    ['https://www.auth.example.com', ['address', false, false, WRITE]],
    ['https://192.0.2.1', ['address', false, false, WRITE]],
  ])('%s', (called, found) => {
    expect(findStop({ server: called })).toEqual(found)
  })

  test('over plain http it says what the proxy answers', () => {
    const [, step] = ask({ server: 'http://auth.example.com' }).steps
    expect(step).toMatchObject({ id: 'address', cause: expect.stringContaining('https_required') })
  })

  test('two names of this machine lead here, but are two sites', () => {
    const local = { policy, server: new URL('http://localhost:3000'), cookie }
    const by = (origin: string, called: string) =>
      diagnose(Question.parse({ origin, server: called }), local).steps
    const steps = by('http://127.0.0.1:4100', 'http://127.0.0.1:3000')
    expect(steps[1]).toMatchObject({
      id: 'address',
      ok: true,
      fix: { label: 'Write http://localhost:3000 in your page' },
    })
    expect(steps[2]?.title).toBe('Same site')
    expect(by('http://localhost:4100', 'http://127.0.0.1:3000')[2]).toMatchObject({
      title: 'Another site',
      fix: { label: 'Open the page at http://127.0.0.1:4100' },
    })
  })
})

test('a certificate that browsers refuse is red, and the other steps are still judged', () => {
  const subject = { policy, server, cookie, certificateFault: 'self-signed certificate' }
  const { summary, steps } = diagnose(Question.parse({ origin: PAGES }), subject)
  expect(summary).toContain('browsers do not accept the certificate')
  const step = steps.find(({ id }) => id === 'certificate')
  expect(step?.cause).toContain('auth.example.com: self-signed certificate.')
  expect(step?.fix?.label).toContain('NODE_EXTRA_CA_CERTS')
  expect(steps.map(({ id }) => id)).toContain('readable')
})
