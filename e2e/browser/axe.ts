import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from 'playwright/test'

/** In dark the page differs in its colours alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** Holds that axe finds nothing on the page as it is now, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  const inLight = await findings(new AxeBuilder({ page }))
  await page.emulateMedia({ colorScheme: 'dark' })
  const inDark = await findings(new AxeBuilder({ page }).withRules(COLOUR_RULES))
  expect.soft({ inLight, inDark }, `axe on ${page.url()}`).toEqual({ inLight: [], inDark: [] })
}

async function findings(builder: AxeBuilder): Promise<string[]> {
  // Legacy mode leaves out frames from elsewhere, which we have none of, and so needs no page of its own.
  const { violations } = await builder.setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
}
