import { LIMITS } from '#lib/limits/limits.ts'
import { bearer, send } from '../fixtures/client.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'

test('a member who has read too many pages of the list is told until when', async ({
  page,
  host,
  member,
}) => {
  const call = { path: '/api/users?limit=1', headers: [bearer(member.token)] }
  const left = Array.from({ length: LIMITS.list.points })
  while (left.length > 0) {
    await Promise.all(left.splice(0, 50).map(() => send(host, call)))
  }
  await page.goto('/users')
  await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    /^You have opened too many pages of this list \(429\)\. The limit ends at \d\d:\d\d UTC\.$/,
  )
  await expectAccessible(page)
})
