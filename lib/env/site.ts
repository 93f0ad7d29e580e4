import type { Fault } from '#lib/cors/fault.ts'

/** SITE_NAME: a line of text that fits on a card. */
export function findSiteNameFault(text: string): Fault | null {
  if (text.length <= 40 && !/[\p{Cc}<>]/u.test(text)) return null
  const problem = `${JSON.stringify(text.slice(0, 60))} is no name of a site`
  return { problem, fix: 'write at most 40 characters, without < and >' }
}
