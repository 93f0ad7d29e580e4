import { describe, expect, it } from 'vitest'
import type { Client } from '#lib/clients/client.ts'
import { makeAuthorizationResponse } from './authorization-response.ts'
import type { Target } from './find-target.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

const ISS = 'http://localhost:3000'
const client = { name: 'The Wiki' } as Client
const answer = (mode: Target['mode'], address: string, state: string | null = 's') =>
  makeAuthorizationResponse({ client, address, mode, fallback: null }, state, { code: 'c' })
const refusal = { error: 'access_denied', description: 'The person did not allow it.' } as const

describe('an authorization response', () => {
  it.each([
    [
      'https://a.example/cb',
      's',
      `https://a.example/cb?code=c&state=s&iss=${encodeURIComponent(ISS)}`,
    ],
    [
      'https://a.example/cb?x=y',
      null,
      `https://a.example/cb?x=y&code=c&iss=${encodeURIComponent(ISS)}`,
    ],
    [
      'com.example.app:/cb',
      'a b&c',
      `com.example.app:/cb?code=c&state=a+b%26c&iss=${encodeURIComponent(ISS)}`,
    ],
  ])('by query to %s', (address, state, location) => {
    const { status, headers } = answer('query', address, state)
    expect(Object.fromEntries(headers)).toEqual({
      location,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'unsafe-none',
    })
    expect(status).toBe(303)
  })

  it('says an error with its reason, state and issuer', () => {
    const target: Target = {
      client,
      address: 'https://a.example/',
      mode: 'query',
      fallback: null,
    }
    const { headers } = makeAuthorizationResponse(target, 's', refusal)
    const { searchParams } = new URL(headers.get('location') ?? '')
    expect(Object.fromEntries(searchParams)).toEqual({
      error: 'access_denied',
      error_description: refusal.description,
      state: 's',
      iss: ISS,
    })
  })

  it('by a form, which the policy lets lead there', async () => {
    const page = answer('form_post', 'https://a.example/cb?x="', '"><script>')
    const text = await page.text()
    expect(text).toContain('<form method="post" action="https://a.example/cb?x=&#34;">')
    expect(text).toContain('name="state" value="&#34;&#62;&#60;script&#62;"')
    expect(text).toContain('name="code" value="c"')
    expect(page.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://a.example;",
    )
  })

  it('by a message to the origin of the client alone', async () => {
    const text = await answer('web_message', 'https://a.example', '</script>').text()
    expect(text).toContain(
      'opener.postMessage({"type":"authorization_response","response":{"code":"c",',
    )
    expect(text).toContain('"state":"\\u003c/script\\u003e"')
    expect(text).toContain('}, "https://a.example")')
    expect(text).toContain('You are signed in')
    const target: Target = {
      client,
      address: 'https://a.example',
      mode: 'web_message',
      fallback: null,
    }
    const refused = await makeAuthorizationResponse(target, 's', refusal).text()
    expect(refused).toContain('You were not signed in')
    for (const page of [text, refused]) expect(page).not.toContain('location')
  })

  it('by the address for a window whose opener is gone', async () => {
    const fallback = 'https://a.example/app/?x="</script>'
    const target: Target = { client, address: 'https://a.example', mode: 'web_message', fallback }
    const text = await makeAuthorizationResponse(target, 's', { code: 'c' }).text()
    const query = `code=c\\u0026state=s\\u0026iss=${encodeURIComponent(ISS)}`
    expect(text).toContain(
      `else location.replace("https://a.example/app/?x=\\"\\u003c/script\\u003e\\u0026${query}")`,
    )
  })
})
