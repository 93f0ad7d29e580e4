/** What holds for every operation, in paragraphs of Markdown. */
export const INTRODUCTION: readonly string[] = [
  'Every error is `{message, error, code, data: null}`, with `errors: [{path, message}]` where fields were refused. Switch on `code`: it is stable, `message` is for people.',
  'A page on another origin is answered if its origin is allowed, and calls with `credentials: "include"`, or with a bearer token in `Authorization`. How an origin is allowed, its `mode`, says which of the two its pages may use: `cookie`, `bearer` or `both`.',
  'What changes something takes only JSON where nothing else is named, and comes from this server’s own pages, from an allowed origin, or from a client that is no browser: 403 `origin_not_allowed` or `cross_site` otherwise.',
  'HEAD is answered as GET is, without the body. OPTIONS is answered with the methods in `Allow`. Another method is 405 `method_not_allowed`, a path that is not there 404 `unknown_path`. A slash at the end of a path makes no difference.',
  'What is counted against a limit says what is left in `RateLimit`; what goes past one is 429 with `Retry-After` in seconds.',
]

/** How a request says who asks. */
export function buildSecuritySchemes(cookieName: string) {
  return {
    cookie: {
      type: 'apiKey',
      in: 'cookie',
      name: cookieName,
      description:
        'The session’s cookie, which a sign-in sets and no script can read. For pages of origins whose mode is `cookie` or `both`.',
    },
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        'An access token of `/api/token`. For programs, and pages of origins whose mode is `bearer` or `both`. It goes before the cookie.',
    },
  }
}
