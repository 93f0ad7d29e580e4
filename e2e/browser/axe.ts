import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type axe from 'axe-core'
import { expect, type Page } from 'playwright/test'

/** Less than half of `axe.source`, which each page would have to parse. */
const SOURCE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** The rules about a page as a whole. */
const PAGE_RULES = [
  'region',
  'landmark-unique',
  'landmark-one-main',
  'heading-order',
  'page-has-heading-one',
  'bypass',
  'document-title',
  'html-has-lang',
  'duplicate-id-aria',
]
/** In the dark theme only the colours of a page differ. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * Checks that axe finds nothing on the page as it is now, in the light and the dark theme.
 * @param part what to check closely on a long page of similar parts, for which axe would take ten seconds.
 */
export async function expectAccessible(page: Page, part = 'html'): Promise<void> {
  // The title of a page comes after the rest of it.
  await expect(page).toHaveTitle(/./)
  await page.emulateMedia({ colorScheme: 'light' })
  const whole = part === 'html' ? [] : await findings(page, 'html', PAGE_RULES)
  const inLight = [...whole, ...(await findings(page, part))]
  await page.emulateMedia({ colorScheme: 'dark' })
  const inDark = await findings(page, part, COLOUR_RULES)
  expect.soft({ inLight, inDark }, `axe on ${page.url()}`).toEqual({ inLight: [], inDark: [] })
}

/** What axe finds. Its code is added to each loaded page once: parsing it takes longer than a run. */
async function findings(page: Page, part: string, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE)
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  }
  return page.evaluate(
    async ([part, options]) => {
      const { run }: typeof axe = Reflect.get(window, 'axe')
      const { violations } = await run(part, options)
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
      )
    },
    [part, options] as const,
  )
}
