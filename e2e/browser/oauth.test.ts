import { addConfidentialClient, postFields } from '../fixtures/oauth-clients.ts'
import { createMember } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { buildAuthorizePath, signInOn, test } from './oauth-test.ts'
import { expect } from './test.ts'

const BACK = /\/callback\?code=[\w-]+&state=s-1&iss=http/

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a code comes by redirect, once somebody has signed in', async ({ page, app, person }) => {
      await page.goto(buildAuthorizePath(app.clientId, app.callback))
      await expect(page.getByText('to continue to The Wiki')).toBeVisible()
      await expect(
        page.getByText(`Afterwards you go back to ${new URL(app.origin).host}.`),
      ).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await signInOn(page, { ...person, password: 'not the password' })
      await expect(page.getByText('do not match')).toBeVisible()
      await signInOn(page, person)
      await expect(page).toHaveURL(BACK)
      // Nobody but the browser has opened it, and it only once.
      expect(app.asked.map(({ method }) => method)).toEqual(['GET'])
    })

    test('a code comes by form_post', async ({ page, app, person, host }) => {
      const mode = { response_mode: 'form_post' }
      await page.goto(buildAuthorizePath(app.clientId, app.callback, mode))
      await signInOn(page, person)
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Continue' }).click()
      await expect(page).toHaveURL(app.callback)
      const [asked] = app.asked
      expect(asked).toMatchObject({ method: 'POST', origin: `http://localhost:${host.port}` })
      const said = Object.fromEntries(new URLSearchParams(asked?.body))
      expect(said).toEqual({
        code: expect.any(String),
        state: 's-1',
        iss: `http://localhost:${host.port}`,
      })
    })

    test('consent is given once', async ({ page, app, member }) => {
      const path = buildAuthorizePath(app.consentingId, app.callback, {
        scope: 'openid profile email',
      })
      await page.goto(path)
      await expect(page.getByRole('heading', { name: 'Allow The Wiki?' })).toBeVisible()
      await expect(page.getByText(`You are signed in as ${member.uid}.`)).toBeVisible()
      await expect(page.getByText('See your e-mail address')).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByRole('button', { name: 'Allow' }).click()
      await expect(page).toHaveURL(BACK)
      await page.goto(path)
      await expect(page).toHaveURL(BACK)
    })

    test('consent is refused, and the app is told', async ({ page, app, member }) => {
      await page.goto(buildAuthorizePath(app.consentingId, app.callback))
      await expect(page.getByText(member.uid)).toBeVisible()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await expect(page).toHaveURL(/\/callback\?error=access_denied&.*state=s-1/)
    })

    test('somebody else signs in instead', async ({ page, app, member, host }) => {
      const other = await createMember(host)
      await page.goto(buildAuthorizePath(app.consentingId, app.callback))
      await page.getByRole('link', { name: 'Use another account' }).click()
      await expect(page.getByText(`You are signed in as ${member.uid}`)).toBeVisible()
      await signInOn(page, other)
      await expect(page.getByText(`You are signed in as ${other.uid}.`)).toBeVisible()
      await page.getByRole('button', { name: 'Allow' }).click()
      await expect(page).toHaveURL(BACK)
    })

    test('a site that wants a proof gets one', async ({ page, app, member }) => {
      await page.goto(buildAuthorizePath(app.clientId, app.callback, { prompt: 'login' }))
      await expect(page.getByText('The Wiki asks you to prove that it is you.')).toBeVisible()
      await page.getByRole('textbox', { name: 'Your password' }).fill(member.password)
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(page).toHaveURL(BACK)
    })

    test('signing out asks, and leads back', async ({ page, app, member, host }) => {
      const bye = `${app.origin}/bye`
      const { id } = await addConfidentialClient(host, { name: 'The Wiki', logoutAddresses: bye })
      const query = new URLSearchParams({
        client_id: id,
        post_logout_redirect_uri: bye,
        state: 'x',
      })
      await page.goto(`/logout?${query}`)
      await expect(page.getByText(`You are signed in as ${member.uid}.`)).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await expect(page).toHaveURL(`${bye}?state=x`)
      await page.goto('/account')
      await expect(page).toHaveURL(/\/login/)
    })
  })
}

test('a request that was pushed survives a reload, and is good for one answer', async ({
  page,
  app,
  person,
  host,
  watch,
}) => {
  const client = await addConfidentialClient(host, { returnAddresses: app.callback })
  const asked = new URL(buildAuthorizePath(client.id, app.callback), app.origin).searchParams
  const pushed = await postFields(host, '/api/par', Object.fromEntries(asked), client.basic)
  const { request_uri } = pushed.json<{ request_uri: string }>()
  const path = `/authorize?${new URLSearchParams({ client_id: client.id, request_uri })}`
  await page.goto(path)
  await page.reload()
  await signInOn(page, person)
  await expect(page).toHaveURL(BACK)
  watch.expectComplaint(/status of 400/)
  await page.goto(path)
  await expect(page.getByRole('heading', { name: 'This sign-in is over' })).toBeVisible()
})
