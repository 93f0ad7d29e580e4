import type { Api } from './api.ts'
import type { ConnectOptions, User } from './client.d.ts'
import type { Holder } from './holder.ts'

/** Where the API signs in and out by the cookie. */
export const SESSION_PATH = '/api/users/authenticate'

/** What is loaded later is given of what is loaded at first. */
export type Link = {
  server: string
  storage: ConnectOptions['storage']
  api: Api
  holder: Holder
  /** Whether the browser keeps the server's cookie for this page; undefined until that is known. */
  keepsCookie?: boolean | undefined
  /** Asks the server who is signed in. */
  restore(): Promise<User | null>
}
