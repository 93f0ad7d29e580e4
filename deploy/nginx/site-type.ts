import type { CorsPolicy } from '#lib/cors/policy.ts'

/** All that decides the configuration of a site. */
export type Site = {
  /** Where browsers reach it, with https. */
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
  /** The largest body in bytes: of an API request, and of a form. */
  bodyLimit: number
  formLimit: number
  /** Whether nginx knows `http2 on`: it does from 1.25.1 on, and warns about `listen … http2`. */
  http2Directive: boolean
  /** The allow-list by which nginx answers preflights itself; null leaves all preflights to the server. */
  policy: CorsPolicy | null
}
