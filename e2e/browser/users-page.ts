import { randomInt } from 'node:crypto'
import type { Page } from 'playwright/test'
import { bearer, postJson } from '../fixtures/client.ts'
import type { Host } from '../fixtures/host.ts'
import { makeUserInput } from '../fixtures/people.ts'
import { expect } from './test.ts'

export const locateUids = (page: Page) => page.getByRole('rowheader')
export const locateUserRow = (page: Page, uid: string) =>
  page.getByRole('row').filter({ hasText: uid })
export const locateSelectionBar = (page: Page) => page.getByRole('region', { name: 'Selection' })
export const locateDialog = (page: Page) => page.getByRole('dialog')

/** Adds users whose uids begin with a prefix that no others have. */
export async function addUsers(
  host: Host,
  count: number,
): Promise<{ prefix: string; all: string[] }> {
  const prefix = `a${randomInt(1e9)}.`
  const all = Array.from({ length: count }, (_, i) => `${prefix}${i}`)
  for (const uid of all) {
    const { status } = await postJson(host, '/api/users', makeUserInput({ uid }), [
      bearer(host.adminToken),
    ])
    expect(status).toBe(201)
  }
  return { prefix, all }
}

/** Ticks a checkbox. What is clicked while the browser takes the page over is clicked again, as a person would. */
export async function tick(page: Page, label: string): Promise<void> {
  await expect(() => page.getByLabel(label, { exact: true }).check({ timeout: 2000 })).toPass()
}

/** Opens the menu of a user's row and chooses from it. */
export async function chooseMenuItem(page: Page, uid: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${uid}`, exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Presses Tab until what is called `name` has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page
    .getByLabel(name, { exact: true })
    .or(page.getByRole('button', { name, exact: true }))
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluateAll(all => all.includes(document.activeElement as HTMLElement))) return
  }
  throw new Error(`Tab does not lead to ${name}`)
}
