import { readFile } from 'node:fs/promises'
import { bearer, postJson } from '../fixtures/client.ts'
import { makeUid, makeUserInput } from '../fixtures/people.ts'
import { expect, test } from './test.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the listed users are exported as a file', async ({ page, host, admin }) => {
      const prefix = makeUid()
      for (const end of ['a', 'b', 'c']) {
        const user = makeUserInput({
          uid: `${prefix}.${end}`,
          role: end === 'c' ? 'Editor' : 'User',
        })
        await postJson(host, '/api/users', user, [bearer(host.adminToken)])
      }
      await page.goto(`/users?q=${prefix}&role=User&sort=-uid&limit=1`)
      for (const format of ['csv', 'json']) {
        const download = page.waitForEvent('download')
        await page.getByRole('link', { name: `Export ${format.toUpperCase()}` }).click()
        const file = await download
        expect(file.suggestedFilename()).toBe(`latchkey-users.${format}`)
        const text = await readFile(await file.path(), 'utf8')
        expect(text.match(/\bu[0-9a-f]{12}\.\w/g)).toEqual([`${prefix}.b`, `${prefix}.a`])
      }
      await expect(page.getByRole('banner')).toContainText(admin.uid)
    })
  })
}

test('a member can neither export nor filter by status', async ({ page, member }) => {
  await page.goto(`/users?q=${member.uid}&status=disabled`)
  await expect(page.getByRole('rowheader')).toContainText([member.uid])
  await expect(page.getByRole('link', { name: 'Export' })).toHaveCount(0)
})
