import { buildAuthorizePath, test } from './oauth-test.ts'
import { expect } from './test.ts'

test('consent cannot be framed, nor can anything of a flow', async ({
  page,
  app,
  member,
  host,
  watch,
}) => {
  const server = `http://localhost:${host.port}`
  const path = buildAuthorizePath(app.consentingId, app.callback)
  await page.goto(path)
  await expect(page.getByText(member.uid)).toBeVisible()
  const consent = page.url()
  const framed = [consent, `${server}${path}`, `${server}/login`, `${server}/logout`]
  const frames = framed.map(url => `<iframe src="${url.replaceAll('&', '&amp;')}"></iframe>`)
  app.pages.set('/trap', `<!doctype html><title>Trap</title>${frames.join('')}`)
  for (const _ of framed) watch.expectComplaint(/frame-ancestors|Framing/)
  watch.expectComplaint(/status of 400/)
  await page.goto(`${app.origin}/trap`)
  await page.waitForLoadState('networkidle')
  const shown = await Promise.all(
    page
      .frames()
      .slice(1)
      .map(frame =>
        frame
          .locator('body')
          .textContent()
          .catch(() => ''),
      ),
  )
  expect(shown.join()).not.toContain('Allow')
  expect(app.asked.map(({ path }) => path)).toEqual(['/trap'])
})

for (const what of ['login', 'consent'] as const) {
  test(`a form of another site does not send the ${what}`, async ({
    page,
    context,
    app,
    person,
    host,
    watch,
  }) => {
    const clientId = what === 'login' ? app.clientId : app.consentingId
    if (what === 'consent') {
      await context.addCookies([
        { name: 'jwt', value: person.token, url: `http://localhost:${host.port}`, sameSite: 'Lax' },
      ])
    }
    await page.goto(buildAuthorizePath(clientId, app.callback))
    const url = page.url()
    const fields = await page
      .locator('form')
      .first()
      .evaluate(form => [...new FormData(form as HTMLFormElement)])
    const typed =
      what === 'login'
        ? [
            ['uid', person.uid],
            ['password', person.password],
          ]
        : [['answer', 'allowed']]
    await page.goto(app.origin)
    watch.expectComplaint(/403|500/)
    const refused = page.waitForResponse(answer => answer.request().method() === 'POST')
    await page.evaluate(
      ([action, values]) => {
        const form = document.createElement('form')
        form.method = 'post'
        form.enctype = 'multipart/form-data'
        form.action = action
        for (const [name = '', value = ''] of values) {
          const input = document.createElement('input')
          Object.assign(input, { type: 'hidden', name, value })
          form.append(input)
        }
        document.body.append(form)
        form.submit()
      },
      [
        url,
        [...fields.filter(([, value]) => typeof value === 'string'), ...typed] as string[][],
      ] as const,
    )
    await (await refused).finished()
    await page.waitForLoadState()
    const cookies = await context.cookies()
    expect(cookies.some(({ value }) => value !== person.token && value !== '')).toBe(false)
    expect(app.asked.map(({ path }) => path)).toEqual(['/'])
  })
}
