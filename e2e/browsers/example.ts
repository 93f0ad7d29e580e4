import type { Example } from '../../bin/example-files.ts'
import { createMember, endSessions } from '../fixtures/people.ts'
import type { Sites } from '../fixtures/sites.ts'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import type { Mode, Profile } from './engine.ts'
import { awaitValue, fillIn } from './sign-in.ts'

// A page is clicked when all of it is there: before that, its buttons may move.
const HAS_BUTTON = `return document.readyState === 'complete' && [...document.querySelectorAll('button')].some(
  button => button.textContent.trim() === arguments[0] && button.offsetParent)`
const SHOWS = `return document.body.innerText.includes(arguments[0])`
/** Marks the button, so that it is clicked as a person does. */
const MARK = `[...document.querySelectorAll('button')]
  .find(({ textContent }) => textContent.trim() === arguments[0]).dataset.wanted = ''`

type Journey = { profile: Profile; mode: Mode; sites: Sites; example: Example }

/** What people do on a site of examples/: sign in by what the browser has, reload, sign out. */
export async function runExample({ profile, mode, sites, example }: Journey): Promise<void> {
  const person = await createMember(sites.host)
  const address = `${sites.pages}/${example}/`
  await addReturnAddress(sites.host, address)
  const tab = await profile.tab()
  const click = async (words: string) => {
    await awaitValue(tab, HAS_BUTTON, true, words)
    await tab.run(MARK, words)
    await tab.click('[data-wanted]')
  }
  await tab.open(address)
  await click('Sign in')
  const opensWindow = example !== 'oidc-client-ts' && mode.signIn?.ways.includes('popup')
  await fillIn(opensWindow ? await profile.findPopup() : tab, person)
  await awaitValue(tab, SHOWS, true, `You are ${person.name}.`)
  await tab.open(address)
  await awaitValue(tab, SHOWS, true, `You are ${person.name}.`)
  await click('Sign out')
  await awaitValue(tab, HAS_BUTTON, true, 'Sign in')
  await awaitValue(tab, SHOWS, false, `You are ${person.name}.`)
  // The person is still signed in at the server, where the next one has to be asked.
  await endSessions(sites.host, person.uid)
  await tab.close()
}
