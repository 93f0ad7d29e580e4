/** The rules for all operations, in paragraphs of Markdown. */
export const INTRODUCTION: readonly string[] = [
  'Every error is `{message, error, code, data: null}`, with `errors: [{path, message}]` when fields were refused. Switch on `code`, which is stable; `message` is for people. Where OAuth has a code for the error, `error` is that code and `error_description` the message (RFC 6749 §5.2).',
  'A page on another origin can read answers if its origin is allowed. It calls with `credentials: "include"`, or with a bearer token in `Authorization`. The `mode` of its origin says which of the two it may use: `cookie`, `bearer` or `both`.',
  'A request that changes something has a JSON body unless another type is named. It must come from a page of this server, from an allowed origin, or from a client that is not a browser. Otherwise the answer is 403 `origin_not_allowed` or `cross_site`.',
  'HEAD is answered like GET, without the body. OPTIONS is answered with the methods in `Allow`. Other methods get 405 `method_not_allowed`, unknown paths 404 `unknown_path`. A slash at the end of a path makes no difference.',
  'The answer to a request that counts against a limit says in `RateLimit` what is left. A request over a limit gets 429 with `Retry-After` in seconds.',
]

/** The two ways in which a request is authenticated. */
export function buildSecuritySchemes(cookieName: string) {
  return {
    cookie: {
      type: 'apiKey',
      in: 'cookie',
      name: cookieName,
      description:
        'The session cookie, which a sign-in sets and no script can read. For pages of origins with the mode `cookie` or `both`.',
    },
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        'An access token from `/api/token`. For programs, and for pages of origins with the mode `bearer` or `both`. It takes precedence over the cookie.',
    },
    dpop: {
      type: 'http',
      scheme: 'dpop',
      description:
        'The same where `token_type` is `DPoP`: its session is bound to a key, and each request has a proof by that key in `DPoP` (RFC 9449).',
    },
  }
}
