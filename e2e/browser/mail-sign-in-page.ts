import type { Page } from 'playwright/test'
import { expect } from './mail-test.ts'

export const identifierField = (page: Page) => page.getByLabel('User ID or e-mail address')
export const codeField = (page: Page) => page.getByLabel('Code of the mail')
export const button = (page: Page, name: string) => page.getByRole('button', { name })

/** Asks on the login page for the code of a mail. */
export async function askForCode(page: Page, name: string, path = '/login'): Promise<void> {
  await page.goto(path)
  await identifierField(page).fill(name)
  await button(page, 'Mail me a code').click()
  await expect(codeField(page)).toHaveAccessibleDescription(/If there is such an account/)
}
