/** Latchkey's client: signs people in from a page on any origin that the server allows. */

/** Where the server is that this module came from, as `https://auth.example.com`. */
export const uri: string

/** What a call to the API by plain `fetch` needs, so that the browser keeps the cookie and sends it. */
export const fetchOptions: {
  mode: 'cors'
  cache: 'default'
  credentials: 'include'
  headers: Record<string, string>
}

/**
 * Connects a page with a server. Once is enough for a page; all pages of one origin share who is signed in, such as
 * all repositories of one owner on GitHub Pages.
 *
 * People are signed in by a cookie, which no script can read. Where the browser drops it, `login` changes over
 * to bearer tokens by itself.
 */
export function connect(options?: ConnectOptions): Auth

export type ConnectOptions = {
  /** The server's origin; by default that which this module came from. */
  server?: string
  /**
   * Where a bearer session's refresh token is kept: in memory (the default), so that a reload signs out unless
   * another tab is open, or in sessionStorage, for as long as the tab is.
   */
  storage?: 'memory' | 'session'
}

export type Auth = {
  /**
   * Signs in.
   * @throws AuthError `wrong_password`, `limited`, `server_down`, `origin_not_allowed`.
   */
  login(uid: string, password: string): Promise<User>
  /**
   * Who is signed in, or null. Asks the server once, and not again until that changes.
   * @throws AuthError `server_down`, `origin_not_allowed`.
   */
  user(): Promise<User | null>
  /**
   * Calls the API as `fetch` does, by a path such as `/api/users`. A text is sent as JSON. No other server is
   * asked, and no redirect followed.
   * @returns what the server answered, errors too.
   * @throws AuthError `signed_out` when nobody is signed in any more and the path needs somebody, `server_down`,
   * `origin_not_allowed`, `request_failed`; TypeError for an address on another server.
   */
  fetch(path: string | URL, init?: RequestInit): Promise<Response>
  /**
   * Signs out, in all tabs. Who it throws for is still signed in.
   * @throws AuthError `server_down`, `origin_not_allowed`.
   */
  logout(): Promise<void>
  /**
   * Calls `listener` when somebody signs in or out, here or in another tab. Returns how to stop that. What it
   * throws is reported as an error of the page.
   */
  onChange(listener: (user: User | null) => void): () => void
}

export class AuthError extends Error {
  /** Switch on this; the words of `message` may change. */
  readonly code: AuthErrorCode
  /** When it is worth trying again, if the server said so. */
  readonly until: Date | undefined
  constructor(code: AuthErrorCode, message: string, until?: Date)
}

export type AuthErrorCode =
  | 'wrong_password'
  /** Too many attempts; again at `until`. */
  | 'limited'
  /** It does not answer, or is too busy. */
  | 'server_down'
  /** An administrator can allow this page's origin at the address in `message`. */
  | 'origin_not_allowed'
  | 'signed_out'
  /** The server is there, but this request got no answer: CORS allows no such header, say. */
  | 'request_failed'
  /** Any other code of the server's. */
  | (string & {})

/** The last five are only there for oneself and for administrators. */
export type User = {
  id: number
  uid: string
  name: string
  role: string
  age: number | null
  /** The path of the picture, for `new URL(pfp, uri)`. */
  pfp: string | null
  access: ['rw'] | ['ro']
  email?: string | null
  dob?: string | null
  joined?: string
  lastSignIn?: string | null
  disabled?: boolean
}
