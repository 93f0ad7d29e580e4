import { expect } from 'vitest'
import { createMember, endSessions, type Person } from '../fixtures/people.ts'
import { BLANK_PATH, type Sites } from '../fixtures/sites.ts'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import type { Back, Mode, Profile, Tab, Way } from './engine.ts'

// A button is all that a person finds there.
const CONNECT = `
  const { connect } = await import(arguments[0] + '/client.js')
  globalThis.auth = connect()
  globalThis.told = []
  auth.onChange(user => told.push(user && user.uid))
  const button = document.body.appendChild(document.createElement('button'))
  button.textContent = 'Sign in'
  button.addEventListener('click', () => {
    const end = error => globalThis.failed = error.code || String(error)
    globalThis.failed = undefined
    auth.signIn(JSON.parse(button.value)).then(null, end)
  })`
const ASK = `document.querySelector('button').value = JSON.stringify(arguments[0])`
const WHO = 'const user = await auth.user(); return user && user.uid'
const TOLD = 'return told'
const FAILED = 'return globalThis.failed ?? null'
const CALL = `return auth.fetch('/api/users?limit=1').then(answer => answer.status, error => error.code)`
const RETURNED = 'const user = await auth.handleReturn(); return user && user.uid'
// A page is asked when all of it is there: before its styles are, fields stand elsewhere.
const FIND = `return document.readyState === 'complete' && Boolean(document.querySelector(arguments[0]))`
const WHERE = `return document.readyState === 'complete' && location.origin + location.pathname`
const FIELDS = `return [...document.querySelectorAll('input')].map(({ value }) => value)`
const HAS_STORE = 'return (await indexedDB.databases()).length > 0'
const IS_CACHED = `return 'auth' in globalThis`
/** Whether React has taken a page of the server over, and its effects have told the browser that somebody is signed in. */
const IS_TAKEN_OVER = `
  const isOver = Object.keys(document.documentElement).some(key => key.startsWith('__reactFiber$'))
  await new Promise(resolve => setTimeout(resolve))
  return isOver`
const PATIENCE = { timeout: 20_000 }

type Journey = { profile: Profile; mode: Mode; sites: Sites; way: Way }

/**
 * What people do on another origin with `signIn`: sign in on the server's page, call the API, reload, open a second tab,
 * are signed out elsewhere, come back by Back.
 */
export async function runSignIn(journey: Journey): Promise<void> {
  const { profile, mode, sites } = journey
  const person = await createMember(sites.host)
  await addReturnAddress(sites.host, sites.pages + BLANK_PATH)
  sites.asked.length = 0
  sites.sent.length = 0
  const first = await profile.tab()
  await open(first, sites)
  expect(await first.run(WHO), 'before anybody signs in').toBeNull()
  if (journey.way === 'fedcm' && !first.watchDialog) return expectNoDialog(first)
  await signIn(first, person, journey)

  expect(await first.run(CALL)).toBe(200)
  expect(sites.asked.at(-1)).toMatchObject({ path: '/api/users?limit=1', by: mode.outcome })
  expect(await first.run(HAS_STORE), 'where a key is kept').toBe(mode.outcome === 'bearer')
  expect(await first.run(FIELDS), 'what stands in fields of the page').toEqual([])
  expectPasswordOnServerPageOnly(person, sites)

  await open(first, sites)
  expect(await first.run(WHO), 'after a reload').toBe(person.uid)
  const second = await profile.tab()
  await open(second, sites)
  expect(await second.run(WHO), 'in a second tab').toBe(person.uid)
  expect(await second.run(CALL)).toBe(200)

  await first.open(`${sites.auth}/healthz`)
  await endSessions(sites.host, person.uid)
  expect(await goBack(first, sites)).toBe(mode.signIn?.back)
  expect(await second.run(CALL), 'after a sign-out elsewhere').toBe('signed_out')
  expect(await second.run(TOLD)).toEqual([person.uid, null])
  await open(first, sites)
  expect(await first.run(WHO), 'after signing out').toBeNull()
  await first.close()
  await second.close()
}

async function open(tab: Tab, { pages, auth }: Sites): Promise<void> {
  await tab.open(pages + BLANK_PATH)
  await tab.run(CONNECT, auth)
}

async function signIn(tab: Tab, person: Person, { profile, sites, way }: Journey): Promise<void> {
  if (way === 'fedcm') await signInAtServer(profile, person, sites)
  const choose = way === 'fedcm' ? await tab.watchDialog?.() : undefined
  // A browser without such a dialog opens the window by itself.
  await tab.run(ASK, way === 'popup' && !tab.watchDialog ? {} : { mode: way })
  await tab.click('button')
  if (way === 'popup') await fillIn(await profile.findPopup(), person)
  if (way === 'redirect') {
    await fillIn(tab, person)
    await awaitValue(tab, WHERE, sites.pages + BLANK_PATH)
    await tab.run(CONNECT, sites.auth)
    expect(await tab.run(RETURNED)).toBe(person.uid)
  }
  await choose?.()
  await expect.poll(() => tab.run(TOLD), PATIENCE).toEqual([person.uid])
  expect(await tab.run(FAILED)).toBeNull()
}

async function expectNoDialog(tab: Tab): Promise<void> {
  await tab.run(ASK, { mode: 'fedcm' })
  await tab.click('button')
  await awaitValue(tab, FAILED, 'fedcm_unavailable')
  await tab.close()
}

async function signInAtServer(profile: Profile, person: Person, { auth }: Sites): Promise<void> {
  const tab = await profile.tab()
  await tab.open(`${auth}/login`)
  await fillIn(tab, person)
  await awaitValue(tab, WHERE, `${auth}/users`)
  await awaitValue(tab, IS_TAKEN_OVER, true)
  await tab.close()
}

/** Signs in on the server's page. */
export async function fillIn(tab: Tab, { uid, password }: Person): Promise<void> {
  await awaitValue(tab, FIND, true, 'input[name=password]')
  await tab.type('input[name=uid]', uid)
  await tab.type('input[name=password]', password)
  await tab.click('button[type=submit]')
}

/** Waits while pages come and go. */
export async function awaitValue(tab: Tab, script: string, wanted: unknown, ...args: unknown[]) {
  const read = () => tab.run(script, ...args).catch(String)
  await expect.poll(read, PATIENCE).toBe(wanted)
}

function expectPasswordOnServerPageOnly({ password }: Person, { asked, sent, auth }: Sites): void {
  const senders = sent.filter(({ body }) => body.includes(password)).map(({ origin }) => origin)
  expect(senders, 'what sends the password').toEqual([auth])
  expect(asked.filter(({ path }) => path.includes(password))).toEqual([])
}

/** Goes back to the page that was left with somebody signed in, who is not any more. */
async function goBack(tab: Tab, sites: Sites): Promise<Back> {
  await tab.goBack()
  await awaitValue(tab, WHERE, sites.pages + BLANK_PATH)
  const isCached = await tab.run(IS_CACHED)
  if (!isCached) await tab.run(CONNECT, sites.auth)
  await expect.poll(() => tab.run(WHO), PATIENCE).toBeNull()
  return isCached ? 'cached' : 'anew'
}
