/**
 * Returns what answers a path (without its query) under Next alone: a page, a file, or null for a route file, which
 * counts its requests itself and sets its own headers.
 */
export function classifyPath(path: string): '(page)' | '(file)' | null {
  if (/^\/(?:_next\/|icon\.svg$|favicon\.ico$)/.test(path)) return '(file)'
  return ROUTES.test(path) ? null : '(page)'
}

const ROUTES =
  /^\/(?:(?:api|\.well-known)(?:\/.*)?|(?:client(?:-sign-in)?\.js|client\.d\.ts|site\.css)\/?|(?:authorize|logout|signed-in|healthz|readyz|metrics|dev\/mail\/[^/]+)\/?)$/
