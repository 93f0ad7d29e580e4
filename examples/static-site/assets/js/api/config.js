import { deployedUri, localPort } from './settings.js'

/**
 * The API under the name that this page itself was opened by: a browser holds localhost and 127.0.0.1 for
 * two different sites, and would not send the cookie of one to the other.
 */
export const uri =
  location.hostname === 'localhost'
    ? `http://localhost:${localPort}`
    : location.hostname === '127.0.0.1'
      ? `http://127.0.0.1:${localPort}`
      : deployedUri

/** What every call to the API has. `credentials` makes the browser keep the cookie, and send it. */
export const fetchOptions = {
  mode: 'cors',
  cache: 'default',
  credentials: 'include',
  headers: {
    'Content-Type': 'application/json',
    'X-Origin': 'client',
  },
}

/** The words for a call that got no answer. A page is never told which of the two it was. */
export const unreachable = error => `Possible CORS or service down error: ${error}`
