// JavaScript, because Next would compile a TypeScript file at every start.

// The same as `DATA_HEADERS` in lib/http/answer-headers.ts, for the files that Next serves without our code.
const fileHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'; sandbox" },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
]
const files = ['/_next/static/:path*', '/icon.svg', '/favicon.ico']

/** @type {import('next').NextConfig} */
const config = {
  // A redirected preflight fails (Fetch §4.10), so no path is redirected to a tidier one.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  // Without it Next resizes any image for anybody and keeps the result. lib/server/next-surface.ts hides the address.
  images: { unoptimized: true },
  serverExternalPackages: [
    'better-sqlite3',
    'nodemailer',
    '@prisma/adapter-better-sqlite3',
    '@prisma/adapter-pg',
    'pg',
  ],
  headers: async () => files.map(source => ({ source, headers: fileHeaders })),
  // Browsers ask for it by themselves when a page names no icon.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // Next's own check cannot load TypeScript 7; `npm run check` runs tsc.
  typescript: { ignoreBuildErrors: true },
}

export default config
