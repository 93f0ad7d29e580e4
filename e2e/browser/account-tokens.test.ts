import { refreshTokens, requestTokens } from '../fixtures/access-tokens.ts'
import { expect, test } from './test.ts'

test('a session by token is told from the others, and ended', async ({ page, host, member }) => {
  const tokens = await requestTokens(host, member)
  await page.goto('/account')
  const session = page.getByRole('listitem').filter({ hasText: 'By token' })
  await expect(session).toHaveCount(1)
  await session.getByRole('button', { name: 'Sign out' }).click()
  await expect(session).toHaveCount(0)
  expect((await refreshTokens(host, tokens.refresh_token)).status).toBe(400)
})
