import type { BrowserContext, Page } from 'playwright/test'

/**
 * Waits until the scripts of a page have taken it over: some work goes on after its `load` event, and what is filled in
 * before is heard later. A page that is not of Next, or has no scripts, is ready when it is loaded.
 */
export async function awaitScripts(page: Page): Promise<void> {
  await page.waitForLoadState()
  // A page may lead on by itself.
  await page.evaluate(awaitReact).catch(() => {})
}

/** Holds the scripts of a page, or of all, until the function that comes back is called. */
export async function holdScripts(page: Page | BrowserContext): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/_next/static/**/*.js', async route => {
    await promise
    await route.continue()
  })
  return resolve
}

async function awaitReact(): Promise<void> {
  const isReact = (key: string) => key.startsWith('__reactFiber$')
  // The last element of a page that React makes its own is the outermost.
  while ('__next_f' in globalThis && !Object.keys(document.documentElement).some(isReact)) {
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  // Its effects follow in a task of their own.
  await new Promise(resolve => setTimeout(resolve))
}
