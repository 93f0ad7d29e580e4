import type { Access } from '#lib/cors/access.ts'
import type { Notice } from './notices.ts'

/** The settings of this process; `.env.example` says what each is for. */
export type Env = {
  nodeEnv: 'development' | 'production' | 'test'
  port: number
  host: string
  /** How many processes serve on one machine. */
  processes: number
  publicUrl: URL
  /** `file:…` or `postgresql://…` */
  databaseUrl: string
  /** The first signs, all verify. */
  secretKeys: string[]
  corsOrigins: string[]
  /** What pages of those origins may do in the name of whoever is signed in. */
  corsAccess: Access
  /** Whether pages of those origins may take passwords. */
  corsPasswords: boolean
  /** Headers that pages may set, beside the default ones. */
  corsHeaders: string[]
  /** Where answers for pages of allowed origins may go, beside those of the database. */
  returnAddresses: string[]
  /** What people call this site: on sign-in pages, and later in mails. */
  siteName: string
  /** A data address, or the path of a file, of what stands beside that name. */
  siteLogo: string | undefined
  /** The colour of buttons, links and marks on these pages. */
  siteAccent: string | undefined
  /** The server that takes mails, as a URL: `smtp://` or `smtps://`. */
  smtpUrl: string | undefined
  /** Whom mails come from: an address, or `name <address>`. */
  mailFrom: string | undefined
  /** Whether people may sign in by a code that is mailed to them. */
  mailSignIn: boolean
  /** What users are told by mail of their account. */
  notices: readonly Notice[]
  signup: 'open' | 'closed'
  /** Whether a mail has to open an account that somebody makes for themselves. */
  signupVerify: boolean
  /** Whether members see the ages of other users. */
  showAge: boolean
  /** The first is the role of new users; `Admin` is among them. */
  roles: string[]
  adminUid: string
  adminPassword: string | undefined
  bcryptCost: number
  /** How long a session that nobody uses lasts. */
  sessionIdleSeconds: number
  /** How long a session lasts at most. */
  sessionMaxSeconds: number
  /** How long an access token is valid. */
  accessTtlSeconds: number
  /** The recipients of access tokens; this server's origin comes first. */
  audiences: string[]
  cookieName: string
  cookieSameSite: 'Lax' | 'Strict' | 'None'
  /** How many proxies stand before this server. */
  trustProxy: number
  /** Whether the host freezes this process once it has answered. */
  serverless: boolean
  migrateAtStart: boolean
  /** How long a server goes on serving after it has announced that it will stop. */
  stopDelaySeconds: number
  /** Where traces are sent, by OpenTelemetry's protocol over HTTP. */
  otlpEndpoint: string | undefined
  /** The bearer token that lets other machines read `/metrics`. */
  metricsToken: string | undefined
  /** The bearer token with which a cron job has the outbox sent. */
  cronSecret: string | undefined
  logLevel: 'silent' | 'error' | 'info'
  /** How many days audit events are kept. */
  auditDays: number
  /** Whether new passwords are looked up among stolen ones at `breachUrl`. */
  breachCheck: boolean
  breachUrl: string
}
