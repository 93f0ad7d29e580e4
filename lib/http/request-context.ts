import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Access } from '#lib/cors/access.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { type Client, readClient } from './client-address.ts'

/**
 * The request that is being answered: its id, which its audit events and its log line carry, the user who sent it,
 * once known, and what is left of the budgets that it counts against.
 */
type RequestContext = {
  readonly id: string
  readonly client: Client
  user: Sender | null
  /** Reads the rights of that user again. @throws Problem if they were lost. */
  recheck: (() => Promise<void>) | null
  /** What a page of another origin needs for what it asks; null where nothing says so. */
  needed: Access | null
  /** The last of each policy. */
  readonly budgets: Map<string, Budget>
}
type Sender = { readonly id: number; readonly uid: string }

/** What is left of a limit: `remaining` of `quota` attempts until `reset`. `window` and `reset` are in seconds. */
export type Budget = {
  policy: string
  quota: number
  window: number
  remaining: number
  reset: number
}

const storage = () => onePerProcess('requestContext', () => new AsyncLocalStorage<RequestContext>())

/** Runs `act` within the request that has `headers`. Within another request, that one stays the current one. */
export function runInRequest<T>(headers: Headers, act: () => T): T {
  if (findRequestContext()) return act()
  let client: Client | undefined
  const context = {
    id: randomUUID(),
    user: null,
    recheck: null,
    needed: null,
    budgets: new Map(),
    // Read when first used: only audit events and sessions use it, and most requests make neither.
    get client() {
      client ??= readClient(headers)
      return client
    },
  }
  return storage().run(context, act)
}

/** Runs `act` as a command of an operator at the console. It is not a request, but its audit events share an id. */
export function runInCommand<T>(agent: string, act: () => T): T {
  const client = { address: '', agent, origin: '' }
  const context = {
    id: randomUUID(),
    client,
    user: null,
    recheck: null,
    needed: null,
    budgets: new Map(),
  }
  return storage().run(context, act)
}

/** Notes who sent the current request, if there is one. */
export function noteUser({ id, uid }: Sender): void {
  const context = findRequestContext()
  if (context) context.user = { id, uid }
}

/** Notes how to read the rights of the current request's user again, for a body that takes its time. */
export function noteRecheck(recheck: () => Promise<void>): void {
  const context = findRequestContext()
  if (context) context.recheck = recheck
}

/** Notes what a page of another origin needs for what the current request asks. */
export function noteNeededAccess(needed: Access | null): void {
  const context = findRequestContext()
  if (context) context.needed = needed
}

/** Notes what is left of a budget after an attempt, for the answer to the current request. */
export function noteBudget(budget: Budget): void {
  findRequestContext()?.budgets.set(budget.policy, budget)
}

/** The request that is being answered, or null outside of any, such as at the start. */
export function findRequestContext(): RequestContext | null {
  return storage().getStore() ?? null
}
