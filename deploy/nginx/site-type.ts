import type { CorsPolicy } from '#lib/cors/policy.ts'

/** What a site is made of. */
export type Site = {
  /** Where browsers reach it, https. */
  publicUrl: URL
  /** The servers behind it, each as host:port. */
  upstreams: readonly string[]
  /** Paths of PEM files. */
  certificate: string
  certificateKey: string
  /** The addresses to listen on, as nginx writes them: `*`, `[::]`, `127.0.0.1`. */
  addresses: readonly string[]
  httpPort: number
  httpsPort: number
  /** The largest body in bytes: of the API, and of the pages' forms. */
  bodyLimit: number
  formLimit: number
  /** Whether this nginx takes `http2 on`, as from 1.25.1, which finds fault with `listen … http2`. */
  http2Directive: boolean
  /** The allow-list by which nginx itself answers preflights; null leaves all of them to the server. */
  policy: CorsPolicy | null
}
