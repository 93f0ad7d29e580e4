import { expect } from 'vitest'
import { createMember } from '../fixtures/people.ts'
import { BLANK_PATH, type Sites } from '../fixtures/sites.ts'
import type { Mode, Profile, Tab } from './engine.ts'

const CONNECT = `
  const { connect } = await import(arguments[0] + '/client.js')
  globalThis.auth = connect({ storage: 'session' })
  globalThis.told = []
  auth.onChange(user => told.push(user && user.uid))`
const WHO = 'const user = await auth.user(); return user && user.uid'
const LOGIN = 'return (await auth.login(...arguments)).uid'
const CALL = `return auth.fetch('/api/users?limit=1').then(answer => answer.status, error => error.code)`
const LOGOUT = 'await auth.logout()'
const TOLD = 'return told'
const STORED = `
  const kept = () => { try { return { ...localStorage } } catch { return {} } }
  return JSON.stringify([kept(), document.cookie, location.href])`

/**
 * What people do with a site on another origin, with the client, in one mode of a browser: sign in, call the
 * API, reload, open a second tab, lose the server and find it again, sign out.
 */
export async function runJourney(profile: Profile, mode: Mode, sites: Sites): Promise<void> {
  const { uid, password } = await createMember(sites.host)
  const open = async (tab: Tab) => {
    await tab.open(sites.pages + BLANK_PATH)
    await tab.run(CONNECT, sites[mode.server])
  }
  const first = await profile.tab()
  await open(first)
  expect(await first.run(WHO), 'before anybody signs in').toBeNull()
  expect(await first.run(CALL)).toBe('signed_out')
  expect(await first.run(LOGIN, uid, password)).toBe(uid)

  sites.asked.length = 0
  expect(await first.run(CALL)).toBe(200)
  expect(sites.asked.at(-1)).toEqual({
    method: 'GET',
    path: '/api/users?limit=1',
    by: mode.outcome,
  })

  await open(first)
  expect(await first.run(WHO), 'after a reload').toBe(mode.forgets ? null : uid)
  if (mode.forgets) await first.run(LOGIN, uid, password)
  const second = await profile.tab()
  await open(second)
  // A page that may not see whether there are other tabs hears of them a moment later.
  if (mode.forgets) await expect.poll(() => second.run(WHO), { timeout: 10_000 }).toBe(uid)
  else expect(await second.run(WHO), 'in a second tab').toBe(uid)
  expect(await second.run(CALL)).toBe(200)

  sites.down(true)
  expect(await second.run(CALL)).toBe('server_down')
  sites.down(false)
  expect(await second.run(CALL)).toBe(200)

  await first.run(LOGOUT)
  await expect.poll(() => second.run(TOLD), { timeout: 10_000 }).toEqual([uid, null])
  expect(await second.run(CALL)).toBe('signed_out')
  await open(first)
  expect(await first.run(WHO), 'after signing out').toBeNull()

  const asked = sites.asked.filter(one => one.by !== 'nobody')
  expect(
    asked.every(one => one.by === mode.outcome),
    'never both',
  ).toBe(true)
  const tokens = sites.asked.filter(one => one.path.startsWith('/api/token'))
  expect(tokens.length > 0, 'tokens where the cookie is dropped only').toBe(
    mode.outcome === 'bearer',
  )
  expect(sites.asked.filter(one => /token=|password=/.test(one.path))).toEqual([])
  expect(JSON.parse(await first.run(STORED))).toEqual([{}, '', sites.pages + BLANK_PATH])
  await first.close()
  await second.close()
}
