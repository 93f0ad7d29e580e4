import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { onePerProcess } from '#lib/one-per-process.ts'
import { type Client, clientOf } from './client-ip.ts'

/** The request in whose course something happens: its id, which the answer and each record of it carry. */
type RequestContext = { readonly id: string; readonly client: Client }

const storage = () => onePerProcess('requestContext', () => new AsyncLocalStorage<RequestContext>())

/** Runs `act` in the course of the request with `headers`; a request within a request stays the outer one. */
export function inRequest<T>(headers: Headers, act: () => T): T {
  if (requestContext()) return act()
  let client: Client | undefined
  const context = {
    id: randomUUID(),
    // Only what is recorded asks for it, and most requests are not.
    get client() {
      client ??= clientOf(headers)
      return client
    },
  }
  return storage().run(context, act)
}

/** The request that is being answered, or null outside of any: at the start, or in a command. */
export function requestContext(): RequestContext | null {
  return storage().getStore() ?? null
}
