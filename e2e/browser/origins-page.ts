import type { Page } from 'playwright/test'

export const rowOf = (page: Page, origin: string) =>
  page.getByRole('row').filter({ hasText: origin })
export const refusalOf = (page: Page, origin: string) =>
  page.getByRole('listitem').filter({ hasText: origin })
