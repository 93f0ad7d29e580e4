/** Latchkey's client: signs people in from a page on any origin that the server allows. */

/** The origin of the server that this module comes from, such as `https://auth.example.com`. */
export const uri: string

/** The options for calls of the API by plain `fetch`, so that the browser keeps and sends the cookie. */
export const fetchOptions: {
  mode: 'cors'
  cache: 'default'
  credentials: 'include'
  headers: Record<string, string>
}

/**
 * Connects a page to a server. Call it once per page. All pages of an origin share who is signed in, for example all
 * repositories of one owner on GitHub Pages.
 *
 * `signIn` asks the person on the server's own page, so that this page sees no password. A page that comes back from
 * there is finished by `connect` itself, see `handleReturn`.
 */
export function connect(options?: ConnectOptions): Auth

export type ConnectOptions = {
  /** The server's origin. Default: the one that this module comes from. */
  server?: string
  /**
   * How long a session lasts that is carried by tokens. `memory`: until the last tab is closed or reloaded; `session`:
   * as long as the tab is open; `persistent`: until it ends. By default, that of `signIn`, which is bound to a key of
   * this browser that no script can export, is `persistent`, and that of `login`, which is not, `memory`.
   *
   * `signIn` uses the cookie, which no script can read and which lasts until the session ends, where the browser keeps
   * it for this page and the origin is allowed for cookies; tokens elsewhere. With `memory` and `session` it uses tokens
   * only, since a cookie would last longer: an origin that is allowed for cookies only then gets `origin_cookie_only`.
   * `login` uses the cookie wherever it can.
   */
  storage?: 'memory' | 'session' | 'persistent'
}

export type SignInOptions = {
  /**
   * How the person is asked. By default in a dialog of the browser (`fedcm`), where there is one and the server has set it
   * up; else in a window, or where the browser blocks that in place of this page.
   */
  mode?: 'fedcm' | 'popup' | 'redirect'
  /** `login`: ask for a proof, even of somebody who is signed in at the server. `none`: ask for nothing. */
  prompt?: 'none' | 'login' | 'consent' | 'select_account'
  /** The user ID that the server's page is filled in with, and which the browser's dialog looks for. */
  loginHint?: string
  /** Ends the waiting, and closes the window. */
  signal?: AbortSignal | null
}

export type SignOutOptions = {
  /** Whether to sign out at the server, too. Call it while you handle a click, as `signIn`. */
  everywhere?: boolean
  /** How the person is asked then, as for `signIn`. */
  mode?: 'popup' | 'redirect'
  /** Ends the waiting, and closes the window. */
  signal?: AbortSignal | null
}

export type Auth = {
  /**
   * Signs in on the server's page. Call it while you handle a click, so that the browser opens the window. In place of
   * this page it goes there and back: the address of the page must then be a return address of its origin.
   * @throws AuthError `cancelled` if the person has closed the dialog or the window, `popup_blocked`, `cookies_blocked`,
   * `fedcm_unavailable` with `mode: 'fedcm'`, `login_required` with `prompt: 'none'`, `server_down`,
   * `origin_not_allowed`; the reason of the signal.
   */
  signIn(options?: SignInOptions): Promise<User>
  /**
   * Finishes a sign-in for which the browser has left this page and come back: takes `code` and `state` out of the
   * address. `connect` calls it by itself; call it to learn why a sign-in failed.
   * @returns the user; null if there was nothing to finish.
   * @throws AuthError as `signIn` does.
   */
  handleReturn(): Promise<User | null>
  /**
   * Signs out in all tabs, like `logout`. With `everywhere` the person is asked on the server's page whether they want
   * to be signed out there, too; that ends their sessions on all sites that they entered with it.
   * @throws AuthError as `logout` does; the reason of the signal.
   */
  signOut(options?: SignOutOptions): Promise<void>
  /**
   * Signs in by a form of this page's own: by the cookie where the browser keeps it, whatever `storage` says, else by
   * tokens. Who needs a second factor goes on by `continueWith` of the error.
   * @throws AuthError `wrong_password`, `limited`, `second_factor_required`, `server_down`, `origin_not_allowed`,
   * `origin_no_passwords`.
   */
  login(uid: string, password: string): Promise<User>
  /**
   * The user who is signed in, or null. Asks the server once, and again only after a change.
   * @throws AuthError `server_down`, `origin_not_allowed`.
   */
  user(): Promise<User | null>
  /**
   * Calls the API like `fetch`, with a path such as `/api/users`. A string body is sent as JSON. Redirects are not
   * followed.
   * @returns the server's answer, errors included.
   * @throws the reason of `init.signal`, whatever the call waits for when it is aborted.
   * @throws AuthError `signed_out` when the path needs a user and nobody is signed in, `server_down`,
   * `origin_not_allowed`, `request_failed`; TypeError for a URL on another server.
   */
  fetch(path: string | URL, init?: RequestInit): Promise<Response>
  /**
   * Signs out in all tabs. When it throws, the user is still signed in.
   * @throws AuthError `server_down`, `origin_not_allowed`.
   */
  logout(): Promise<void>
  /**
   * Calls `listener` when somebody signs in or out, in this tab or another one. Returns a function that stops this.
   * A page that Back brings from the browser's cache stays invisible until it is known whether its user is still
   * signed in; if not, or if the server does not answer within five seconds, `listener` gets null.
   * Errors of the listener are reported as errors of the page.
   */
  onChange(listener: (user: User | null) => void): () => void
}

export class AuthError extends Error {
  /** Switch on this. The text of `message` may change. */
  readonly code: AuthErrorCode
  /** When to try again, if the server said so. */
  readonly until: Date | undefined
  /** Of `second_factor_required`: the ways by which the person can go on, such as `totp`; the best one first. */
  ways?: string[] | undefined
  /**
   * Of `second_factor_required` by `login`: goes on with what the person reads or types, such as the code of an app.
   * After `second_factor_wrong` it may be called once more, within ten minutes.
   * @throws AuthError `second_factor_wrong`, `invalid_session` if it is too late, and those of `login`.
   */
  continueWith?: (code: string) => Promise<User>
  constructor(code: AuthErrorCode, message: string, until?: Date)
}

export type AuthErrorCode =
  | 'wrong_password'
  /** Too many attempts. Try again at `until`. */
  | 'limited'
  /** The server does not answer, or is too busy. */
  | 'server_down'
  /** An administrator can allow the origin of this page at the URL in `message`. */
  | 'origin_not_allowed'
  | 'signed_out'
  /** The person did not finish signing in. */
  | 'cancelled'
  /** The password was right, and a second factor is needed: see `ways` and `continueWith`. */
  | 'second_factor_required'
  | 'second_factor_wrong'
  /** The browser keeps no cookie for this page, which is allowed for nothing else. */
  | 'cookies_blocked'
  /** The browser opened no window. */
  | 'popup_blocked'
  /** The browser has no dialog of its own, or takes none of this server. */
  | 'fedcm_unavailable'
  /** The server answers, but not to this request: for example, CORS does not allow a header of it. */
  | 'request_failed'
  /** Any other code of the server. */
  | (string & {})

/** The last six are only there for one's own user and for administrators. */
export type User = {
  id: number
  uid: string
  name: string
  role: string
  age: number | null
  /** The path of the avatar, for `new URL(pfp, uri)`. */
  pfp: string | null
  access: ['rw'] | ['ro']
  email?: string | null
  /** Whether the address is known to be the user's. */
  emailVerified?: boolean
  dob?: string | null
  joined?: string
  lastSignIn?: string | null
  disabled?: boolean
}
