import type { Page } from 'playwright/test'

/** A request under `/api` as the browser saw it; `corsError` is its own reason for stopping one. */
export type Exchange = {
  method: string
  path: string
  status?: number
  headers?: string[]
  corsError?: string
}

/**
 * Records what the browser exchanges with the API from now on, into a list that grows. It includes the
 * preflights and the reasons that neither scripts nor Playwright's events tell (Chrome DevTools Protocol,
 * domain Network).
 */
export async function recordExchanges(page: Page): Promise<Exchange[]> {
  const list: Exchange[] = []
  const byId = new Map<string, Exchange>()
  const devtools = await page.context().newCDPSession(page)
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const path = new URL(request.url).pathname
    if (!path.startsWith('/api/')) return
    const exchange = { method: request.method, path }
    byId.set(requestId, exchange)
    list.push(exchange)
  })
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    const headers = Object.keys(response.headers).map(name => name.toLowerCase())
    Object.assign(byId.get(requestId) ?? {}, { status: response.status, headers })
  })
  devtools.on('Network.loadingFailed', ({ requestId, corsErrorStatus }) => {
    if (!corsErrorStatus) return
    Object.assign(byId.get(requestId) ?? {}, { corsError: corsErrorStatus.corsError })
  })
  await devtools.send('Network.enable')
  return list
}
