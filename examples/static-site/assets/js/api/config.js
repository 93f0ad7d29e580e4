import { deployedUri, localPort } from './settings.js'

/**
 * The API under the same host name as this page: localhost and 127.0.0.1 are different sites for a browser, and it
 * would not send the cookie of one to the other.
 */
export const uri =
  location.hostname === 'localhost'
    ? `http://localhost:${localPort}`
    : location.hostname === '127.0.0.1'
      ? `http://127.0.0.1:${localPort}`
      : deployedUri

/** The options of every call to the API. `credentials` makes the browser keep and send the cookie. */
export const fetchOptions = {
  mode: 'cors',
  cache: 'default',
  credentials: 'include',
  headers: {
    'Content-Type': 'application/json',
    'X-Origin': 'client',
  },
}

/** The message for a call without an answer. Browsers do not tell pages which of the two it was. */
export const unreachable = error => `Possible CORS or service down error: ${error}`
