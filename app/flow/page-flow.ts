import { redirect } from 'next/navigation'
import { type Flow, findFlow } from '#lib/oauth/flow.ts'
import type { FlowQuery } from '#lib/oauth/flow-pages.ts'
import { readFlowSeal } from '#lib/oauth/flow-seal.ts'
import { toFormSource } from '#lib/oauth/form-source.ts'
import { toSafeNext } from '../login/safe-next.ts'
import type { SearchParams } from '../search-params.ts'

/** Where a page leads, and the flow that goes on there; null where none does. */
export type PageFlow = FlowQuery & { site: Flow | null }

/**
 * Reads what a page was opened for. Where its flow is over, or its seal is old or of another client, the request itself
 * has to say what comes next: the headers of the page follow the seal.
 */
export async function readPageFlow(searchParams: Promise<SearchParams>): Promise<PageFlow> {
  const { next: asked, flow = '' } = await searchParams
  const next = toSafeNext(asked)
  if (!next.startsWith('/authorize?')) return { next, flow: '', site: null }
  const site = await findFlow(next)
  if (!site || typeof flow !== 'string') redirect(next)
  if ((await readFlowSeal(flow)) !== toFormSource(site.target.address)) redirect(next)
  return { next, flow, site }
}
