import { makeUid } from '../fixtures/people.ts'
import { expectAccessible } from './axe.ts'
import { locateRefusal } from './origins-page.ts'
import { expect, test } from './test.ts'

test('a header that was refused is allowed by a button, and removed by another', async ({
  page,
  context,
  sitePort,
  admin,
  watch,
}) => {
  const origin = `http://127.0.0.1:${sitePort}`
  const name = `x-${makeUid()}`
  watch.allowOrigin(origin)
  watch.expectComplaint(/blocked by CORS policy: Request header field/)
  watch.expectComplaint(/net::ERR_FAILED/)
  await page.goto('/origins')
  const server = new URL(page.url()).origin
  const pages = await context.newPage()
  await pages.goto(origin)
  const call = () =>
    pages.evaluate(
      ([url, name]) =>
        fetch(url, { headers: { [name]: '1' } }).then(
          ({ status }) => status,
          () => 'failed',
        ),
      [`${server}/api/id`, name] as const,
    )
  expect(await call()).toBe('failed')

  await page.bringToFront()
  const refusal = locateRefusal(page, origin).filter({ hasText: name })
  await expect(refusal).toContainText(`asking for ${name}`)
  await refusal.getByRole('button', { name: 'Allow this header' }).click()
  await expect(page.getByText(`Pages may now send ${name}.`)).toBeVisible()
  await expect(refusal).toContainText('is now allowed')
  const headers = page.getByRole('region', { name: 'Headers' })
  await expect(headers).toContainText(`${name} by ${admin.uid}`)
  await expectAccessible(page)
  watch.expectComplaint(/status of 401/)
  expect(await call()).toBe(401)

  await headers.getByRole('button', { name: `Remove ${name}` }).click()
  await expect(page.getByText(`${name} is removed.`)).toBeVisible()
  await expect(headers).not.toContainText(name)
})
