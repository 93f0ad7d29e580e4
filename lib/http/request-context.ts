import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { type Client, readClient } from './client-address.ts'

/**
 * The request in whose course something happens: its id, which its records and its line in the log carry,
 * the user who is found to have sent it, and what is left of the budgets that it counts against.
 */
type RequestContext = {
  readonly id: string
  readonly client: Client
  user: Sender | null
  /** By policy. */
  readonly budgets: Map<string, Budget>
}
type Sender = { readonly id: number; readonly uid: string }

/** What is left of a quota: `remaining` of it until `reset`; both times in seconds. */
export type Budget = {
  policy: string
  quota: number
  window: number
  remaining: number
  reset: number
}

const storage = () => onePerProcess('requestContext', () => new AsyncLocalStorage<RequestContext>())

/** Runs `act` in the course of the request with `headers`; a request within a request stays the outer one. */
export function runInRequest<T>(headers: Headers, act: () => T): T {
  if (findRequestContext()) return act()
  let client: Client | undefined
  const context = {
    id: randomUUID(),
    user: null,
    budgets: new Map(),
    // Only what is recorded asks for it, and most requests are not.
    get client() {
      client ??= readClient(headers)
      return client
    },
  }
  return storage().run(context, act)
}

/** Runs `act` as a command that an operator gives at the console: no request, but its records are told apart as one's are. */
export function runInCommand<T>(agent: string, act: () => T): T {
  const client = { address: '', agent, origin: '' }
  return storage().run({ id: randomUUID(), client, user: null, budgets: new Map() }, act)
}

/** Notes who sent the present request, if there is one. */
export function noteUser({ id, uid }: Sender): void {
  const context = findRequestContext()
  if (context) context.user = { id, uid }
}

/** Notes what is left of a budget after an attempt, for the answer to the present request. */
export function noteBudget(budget: Budget): void {
  findRequestContext()?.budgets.set(budget.policy, budget)
}

/** The request that is being answered, or null outside of any, as at the start. */
export function findRequestContext(): RequestContext | null {
  return storage().getStore() ?? null
}
