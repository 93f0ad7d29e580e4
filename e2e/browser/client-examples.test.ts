import type { Page } from 'playwright/test'
import { addReturnAddress } from '../fixtures/strict-clients.ts'
import { expectAccessible } from './axe.ts'
import { signInOn } from './oauth-test.ts'
import { expect, test } from './sites.ts'

for (const example of ['client-site', 'react'] as const) {
  test(`${example} signs in by a window, lists people, knows them again and signs out`, async ({
    context,
    person,
    sites,
  }) => {
    const page = await context.newPage()
    await page.goto(`${sites.pages}/${example}/`)
    const opening = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const popup = await opening
    await popup.close()
    await expect(page.getByRole('status')).toHaveText('The sign-in was not finished.')
    await expectAccessible(page)

    const again = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await signInOn(await again, person)
    await expectPeople(page, person.name)

    await page.reload()
    await expectPeople(page, person.name)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expectNobody(page)
  })

  test(`${example} signs in without a window where the browser blocks that`, async ({
    context,
    person,
    sites,
  }) => {
    const address = `${sites.pages}/${example}/`
    await addReturnAddress(sites.host, address)
    const page = await context.newPage()
    await page.addInitScript('globalThis.open = () => null')
    await page.goto(address)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await signInOn(page, person)
    await expectPeople(page, person.name)
    expect(page.url()).toBe(address)
  })
}

test('oidc-client-ts signs in and out at the server, with nothing of ours', async ({
  context,
  person,
  sites,
}) => {
  const address = `${sites.pages}/oidc-client-ts/`
  await addReturnAddress(sites.host, address)
  sites.asked.length = 0
  const page = await context.newPage()
  await page.goto(address)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await signInOn(page, person)
  await expectPeople(page, person.name)
  expect(page.url()).toBe(address)
  expect(sites.asked.filter(({ path }) => path.startsWith('/client'))).toEqual([])

  await page.reload()
  await expectPeople(page, person.name)
  // By way of the server, which brings the browser back.
  const returned = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await returned
  await expectNobody(page)
  await page.goto(`${sites.auth}/users`)
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
})

async function expectPeople(page: Page, name: string): Promise<void> {
  await expect(page.getByText(`You are ${name}.`)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: name })).not.toHaveCount(0)
  await expect(page.getByRole('status')).toHaveText('')
  await expectAccessible(page)
}

/** Nobody is signed in, even after a reload. */
async function expectNobody(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveCount(0)
}
