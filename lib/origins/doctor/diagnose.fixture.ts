import { makeListed, makeOwnSettings } from '#lib/cors/policy.fixture.ts'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import { diagnose } from './doctor.ts'
import { Question } from './question.ts'

export const PAGES = 'https://you.github.io'
export const server = new URL('https://auth.example.com')
export const policy = buildCorsPolicy(makeOwnSettings({ corsOrigins: [PAGES] }), {
  origins: [
    makeListed('https://off.example', 'both', false),
    makeListed('https://token.example', 'bearer'),
    makeListed('https://cookie.example', 'cookie'),
  ],
  headers: ['x-tool'],
})
export const cookie = {
  name: '__Host-jwt',
  sameSite: 'none',
  secure: true,
  partitioned: true,
} as const

/** What the doctor says about a call from an allowed page, with what differs. */
export function ask(asked: Record<string, string>) {
  return diagnose(Question.parse({ origin: PAGES, ...asked }), { policy, server, cookie })
}

/** Where the call stops: its first red step. The cookie step does not count, since Safari nearly always drops it. */
export function findStop(asked: Record<string, string>) {
  const { steps, reached, readable } = ask(asked)
  const red = steps.find(({ id, ok }) => !ok && id !== 'cookie')
  return [red?.id ?? 'none', reached, readable, red?.fix?.label ?? red?.cause ?? '']
}
