import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from 'playwright/test'

/** What is about a page as a whole. */
const PAGE_RULES = [
  ...['region', 'landmark-unique', 'landmark-one-main', 'heading-order', 'page-has-heading-one'],
  ...['bypass', 'document-title', 'html-has-lang', 'duplicate-id-aria'],
]
/** In dark the page differs in its colours alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * Holds that axe finds nothing on the page as it is now, in light and in dark.
 * @param part what is looked at closely on a long page of many parts alike, for which axe would take ten seconds.
 */
export async function expectAccessible(page: Page, part = 'html'): Promise<void> {
  const within = () => new AxeBuilder({ page }).include(part)
  await page.emulateMedia({ colorScheme: 'light' })
  const whole =
    part === 'html' ? [] : await findings(new AxeBuilder({ page }).withRules(PAGE_RULES))
  const inLight = [...whole, ...(await findings(within()))]
  await page.emulateMedia({ colorScheme: 'dark' })
  const inDark = await findings(within().withRules(COLOUR_RULES))
  expect.soft({ inLight, inDark }, `axe on ${page.url()}`).toEqual({ inLight: [], inDark: [] })
}

async function findings(builder: AxeBuilder): Promise<string[]> {
  // Legacy mode leaves out frames from elsewhere, which we have none of, and so needs no page of its own.
  const { violations } = await builder.setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
}
