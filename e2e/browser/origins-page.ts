import type { Page } from 'playwright/test'

export const locateOriginRow = (page: Page, origin: string) =>
  page.getByRole('row').filter({ hasText: origin })
export const locateRefusal = (page: Page, origin: string) =>
  page.getByRole('listitem').filter({ hasText: origin })
