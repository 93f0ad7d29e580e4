import { expect, it } from 'vitest'
import type { Client } from '#lib/clients/client.ts'
import { toSafeNext } from '../../app/login/safe-next.ts'
import type { Step } from './find-step.ts'
import { isTooLong, MAX_LOCATION_LENGTH, makeStepRedirect } from './flow-step.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

const target = {
  client: {} as Client,
  address: 'https://you.github.io/app/',
  mode: 'query',
  fallback: null,
} as const
const carry = (state: string) => new URLSearchParams({ client_id: 'a', state })

it.each<[Step, RegExp]>([
  ['login', /^\/login\?next=/],
  ['account', /^\/login\?next=.*&account=other$/],
  ['proof', /^\/step-up\?next=/],
  ['consent', /^\/consent\?next=/],
])('the step %s has a page, which leads back', async (step, pattern) => {
  const { status, headers } = await makeStepRedirect(step, target, carry('s'))
  const location = headers.get('location') ?? ''
  expect([status, headers.get('cross-origin-opener-policy')]).toEqual([303, 'unsafe-none'])
  expect(location).toMatch(pattern)
  const next = new URL(location, 'http://own.invalid').searchParams.get('next')
  expect(next).toBe('/authorize?client_id=a&state=s')
})

it('what is not too long fits into an address, and comes back whole', async () => {
  for (const state of ['s'.repeat(6000), '%'.repeat(1200), 'é'.repeat(600)]) {
    expect(isTooLong(carry(state))).toBe(false)
    const { headers } = await makeStepRedirect('consent', target, carry(state))
    const location = headers.get('location') ?? ''
    expect(location.length).toBeLessThan(MAX_LOCATION_LENGTH)
    const next = new URL(location, 'http://own.invalid').searchParams.get('next') ?? ''
    expect(toSafeNext(next)).toBe(next)
  }
  expect(isTooLong(carry('s'.repeat(6200)))).toBe(true)
  expect(isTooLong(carry('%'.repeat(1300)))).toBe(true)
})
