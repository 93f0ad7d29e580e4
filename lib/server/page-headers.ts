import { env } from '#lib/env/env.ts'

/**
 * The security headers of a page: a CSP under which only scripts that carry `nonce` run
 * (CSP level 3 §8.1, ASVS v5.0.0-3.4.3 to 3.4.8), no framing, no referrer to other sites.
 * @param flowSource where the forms of a page of a flow may lead, beside this server; null for any other page. The window
 *   that opened a flow keeps its hold on it (HTML §7.1.3), and its long addresses are no referrers of each other.
 * @param opensFlow whether the page opens a flow itself, as pages of other sites do.
 */
export function buildPageHeaders(nonce: string, flowSource: string | null, opensFlow: boolean) {
  const isFlow = flowSource !== null
  const outsideFlows = opensFlow ? 'same-origin-allow-popups' : 'same-origin'
  const development = env().nodeEnv === 'development'
  return {
    'Content-Security-Policy': [
      "default-src 'self'",
      // In development React uses eval to rebuild stack traces.
      `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
      `style-src 'self'${development ? " 'unsafe-inline'" : ` 'nonce-${nonce}'`}`,
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      "font-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      `form-action 'self'${isFlow ? ` ${flowSource}` : ''}`,
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': isFlow ? 'strict-origin' : 'strict-origin-when-cross-origin',
    'Cross-Origin-Opener-Policy': isFlow ? 'unsafe-none' : outsideFlows,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  }
}
