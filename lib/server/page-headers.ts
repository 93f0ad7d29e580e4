import { env } from '#lib/env/env.ts'

/**
 * The security headers of a page: a CSP under which only scripts that carry `nonce` run
 * (CSP level 3 §8.1, ASVS v5.0.0-3.4.3 to 3.4.8), no framing, no referrer to other sites.
 */
export function buildPageHeaders(nonce: string) {
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
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  }
}
