import { signInOn } from './oauth-test.ts'
import { awaitScripts, holdScripts } from './scripts.ts'
import { expect, test } from './test.ts'
import { addUsers, locateSelectionBar, locateUids } from './users-page.ts'

for (const [path, first, second] of [
  ['/login', 'User ID or e-mail address', 'Password'],
  ['/account', 'Name', 'Current password'],
] as const) {
  test(`what is typed or filled in on ${path} before its scripts run stays`, async ({
    context,
    page,
    member,
  }) => {
    if (path === '/login') await context.clearCookies()
    const release = await holdScripts(page)
    await page.goto(path, { waitUntil: 'commit' })
    const typed = page.getByLabel(first, { exact: true })
    const filled = page.getByLabel(second, { exact: true })
    await typed.fill(member.uid)
    // As some password managers do: without an event.
    await filled.evaluate((box: HTMLInputElement) => {
      box.value = 'filled in'
    })
    release()
    await awaitScripts(page)
    await expect(typed).toHaveValue(member.uid)
    await expect(filled).toHaveValue('filled in')
  })
}

test('what is typed over a text of several lines before its scripts run stays', async ({
  page,
  admin,
}) => {
  const release = await holdScripts(page)
  await page.goto('/clients/new', { waitUntil: 'commit' })
  const addresses = page.getByLabel('Return addresses')
  await addresses.fill('http://wiki.example/back')
  await page.getByRole('button', { name: 'Register this application' }).click()
  await expect(page.getByText('The name is missing')).toBeVisible()
  await addresses.fill('https://wiki.example/back')
  release()
  await awaitScripts(page)
  await expect(addresses).toHaveValue('https://wiki.example/back')
  expect(admin.uid).toBe('admin')
})

test('a form that is sent before its scripts run signs in', async ({ page, person }) => {
  const release = await holdScripts(page)
  await page.goto('/login', { waitUntil: 'commit' })
  await signInOn(page, person)
  await page.waitForURL('/users', { waitUntil: 'commit' })
  release()
  await expect(page.getByRole('banner')).toContainText(person.uid)
})

test('a form that is filled in before its scripts run, and sent after, signs in', async ({
  page,
  person,
}) => {
  const release = await holdScripts(page)
  await page.goto('/login', { waitUntil: 'commit' })
  await page.getByRole('textbox', { name: 'User ID' }).fill(person.uid)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  release()
  await awaitScripts(page)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('/users')
})

/** Sends the form of a page again and again, until a script takes it: at the first moment at which one does. */
function sendAsSoonAsTaken(): void {
  addEventListener('submit', event => {
    if (event.defaultPrevented) port1.close()
    event.preventDefault()
  })
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    document.querySelector('form')?.requestSubmit()
    port2.postMessage(null)
  }
  port2.postMessage(null)
}

// A browser follows these by itself, since Next would fetch them.
for (const next of ['/signed-in', '/api/id']) {
  test(`a form that is sent at the moment at which its scripts begin goes on to ${next}`, async ({
    page,
    person,
  }) => {
    const release = await holdScripts(page)
    await page.goto(`/login?next=${next}`, { waitUntil: 'commit' })
    await page.getByRole('textbox', { name: 'User ID' }).fill(person.uid)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.evaluate(sendAsSoonAsTaken)
    release()
    await page.waitForURL(next)
  })
}

test.describe('what is done on the list of users before its scripts run counts:', () => {
  test('a menu that is opened has its items', async ({ page, admin, person }) => {
    const release = await holdScripts(page)
    await page.goto(`/users?q=${person.uid}`, { waitUntil: 'commit' })
    await page.getByRole('button', { name: `Actions for ${person.uid}` }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    release()
    await expect(page.getByRole('menuitem', { name: 'Open' })).toBeFocused()
    await page.getByRole('menuitem', { name: 'Open' }).press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    expect(admin.uid).toBe('admin')
  })

  test('users who are ticked are selected', async ({ page, host, admin }) => {
    const { prefix, all } = await addUsers(host, 3)
    const release = await holdScripts(page)
    await page.goto(`/users?q=${prefix}`, { waitUntil: 'commit' })
    for (const uid of all.slice(1)) await page.getByLabel(`Select ${uid}`, { exact: true }).check()
    release()
    await expect(locateSelectionBar(page)).toContainText('2 users selected')
    await page.reload()
    await expect(locateSelectionBar(page)).toContainText('2 users selected')
    expect(admin.uid).toBe('admin')
  })

  test('all on the page are selected', async ({ page, host, admin }) => {
    const { prefix } = await addUsers(host, 3)
    const release = await holdScripts(page)
    await page.goto(`/users?q=${prefix}`, { waitUntil: 'commit' })
    await page.getByLabel('Select all on this page').check()
    release()
    await expect(locateSelectionBar(page)).toContainText('3 users selected')
    expect(admin.uid).toBe('admin')
  })

  test('the list follows what is typed and chosen', async ({ page, host, admin }) => {
    const { prefix, all } = await addUsers(host, 2)
    const release = await holdScripts(page)
    await page.goto('/users?role=Editor&sort=-uid', { waitUntil: 'commit' })
    await page.getByRole('searchbox').fill(prefix)
    await page.getByLabel('Role').selectOption('User')
    await page.getByLabel('Status').selectOption('enabled')
    release()
    await expect(page).toHaveURL(`/users?q=${prefix}&role=User&status=enabled&sort=-uid`)
    await expect(locateUids(page)).toHaveText(all.toReversed())
    await expect(page.getByRole('searchbox')).toHaveValue(prefix)
    expect(admin.uid).toBe('admin')
  })

  test('the list follows what is typed', async ({ page, person, admin }) => {
    const release = await holdScripts(page)
    await page.goto('/users', { waitUntil: 'commit' })
    await page.getByRole('searchbox').fill(person.uid)
    release()
    await expect(page).toHaveURL(`/users?q=${person.uid}`)
    await expect(locateUids(page)).toHaveText([person.uid])
    expect(admin.uid).toBe('admin')
  })
})

test('the strength of a password that is typed before its scripts run is shown', async ({
  page,
  member,
}) => {
  const release = await holdScripts(page)
  await page.goto('/account', { waitUntil: 'commit' })
  await page.getByLabel('New password', { exact: true }).fill('three random words')
  release()
  await expect(page.getByText('Strength: Strong')).toBeVisible()
  expect(member.token).toBeTruthy()
})
