import { ACCESSES } from '#lib/cors/access.ts'
import type { Fault } from '#lib/cors/fault.ts'
import { findHeaderFault } from '#lib/cors/header-names.ts'
import { findOriginFault, isLoopback } from '#lib/cors/origin.ts'
import { findReturnAddressFault } from '#lib/cors/return-address.ts'
import { findAdminPasswordFault, findAdminUidFault, SIGNUP_NEEDS_MAIL } from './account.ts'
import { readAudiences } from './audiences.ts'
import { MAX_BCRYPT_COST } from './bcrypt-cost.ts'
import { findBearerTokenFault } from './bearer-token.ts'
import { findCookieNameFault, findSameSiteFault } from './cookie.ts'
import { findDatabaseUrlFault } from './database-url.ts'
import type { Env } from './env-type.ts'
import { readMail } from './mail.ts'
import { expandNotices, findNoticesFaults } from './notices.ts'
import { EnvFault, EnvReader } from './reader.ts'
import { findRolesFaults } from './roles.ts'
import { findSecretKeyFaults } from './secret-key.ts'
import { findSiteLogoFault, findSiteNameFault } from './site.ts'
import { findSiteAccentFault } from './site-accent.ts'
import { readTrustProxy } from './trust-proxy.ts'
import { findCollectorUrlFault, findHostFault, findPublicUrlFault } from './urls.ts'
import { readVercelDefaults, refuseFileOnVercel } from './vercel.ts'

export { EnvFault }

// Browsers keep a cookie for at most 400 days (RFC 6265bis §5.5), so no session lasts longer.
const MAX_SESSION_SECONDS = 400 * 24 * 3600

/**
 * Reads the settings from `vars`.
 * @param findFault returns what is wrong with an entry of CORS_ORIGINS, or null. On Node it also knows the public
 *   suffixes, for which the edge has no room.
 * @param findLogoFault the same for SITE_LOGO, whose file the edge cannot read.
 * @throws EnvFault with every fault, each with what to write instead.
 */
export function readEnv(
  vars: Record<string, string | undefined>,
  findFault: (text: string) => Fault | null = findOriginFault,
  findLogoFault: (text: string) => Fault | null = findSiteLogoFault,
): Env {
  const reader = new EnvReader(vars)
  const port = reader.whole('PORT', 3000, 1, 65_535)
  const defaults = readVercelDefaults(reader)
  const publicUrl = readPublicUrl(reader, defaults.publicUrl ?? `http://localhost:${port}`)
  const secure = publicUrl.protocol === 'https:'
  const development = isLoopback(publicUrl.hostname)
  const databaseUrl = reader
    .checked('DATABASE_URL', 'file:./data/latchkey.db', findDatabaseUrlFault)
    .replace(/^postgres:/, 'postgresql:')
  refuseFileOnVercel(reader, databaseUrl)
  const migrate = databaseUrl.startsWith('file:') ? '1' : '0'
  const mail = readMail(reader)
  const sessionMaxSeconds = reader.whole('SESSION_MAX', 7 * 24 * 3600, 1, MAX_SESSION_SECONDS)
  const env: Env = {
    nodeEnv: reader.oneOf('NODE_ENV', ['development', 'production', 'test'], 'production'),
    port,
    host: reader.checked('HOST', '127.0.0.1', findHostFault),
    processes: reader.whole('WEB_CONCURRENCY', 1, 1, 64),
    publicUrl,
    databaseUrl,
    secretKeys: reader.list('SECRET_KEY', ring => findSecretKeyFaults(ring, development)),
    corsOrigins: reader.list('CORS_ORIGINS', origins => origins.map(text => findFault(text))),
    corsAccess: reader.oneOf('CORS_ACCESS', ACCESSES, 'users'),
    corsPasswords: reader.oneOf('CORS_PASSWORDS', ['1', '0'], '1') === '1',
    corsHeaders: reader.list('CORS_HEADERS', names => names.map(findHeaderFault)),
    returnAddresses: reader.list('RETURN_ADDRESSES', addresses =>
      addresses.map(text => findReturnAddressFault(text, 'page')),
    ),
    siteName: reader.checked('SITE_NAME', 'Latchkey', findSiteNameFault),
    siteLogo: reader.checked('SITE_LOGO', '', findLogoFault) || undefined,
    siteAccent: reader.checked('SITE_ACCENT', '', findSiteAccentFault) || undefined,
    smtpUrl: mail.smtpUrl,
    mailFrom: mail.mailFrom,
    mailSignIn: mail.mailSignIn,
    notices: expandNotices(reader.list('NOTICES', findNoticesFaults, ['all'])),
    signup: reader.oneOf('SIGNUP', ['open', 'closed'], 'closed'),
    signupVerify: reader.oneOf('SIGNUP_VERIFY', ['1', '0'], '0') === '1',
    showAge: reader.oneOf('SHOW_AGE', ['1', '0'], '1') === '1',
    roles: reader.list('ROLES', findRolesFaults, ['User', 'Admin']),
    adminUid: reader.checked('ADMIN_UID', 'admin', findAdminUidFault),
    adminPassword: reader.checked('ADMIN_PASSWORD', '', findAdminPasswordFault) || undefined,
    bcryptCost: reader.whole('BCRYPT_COST', 12, development ? 4 : 10, MAX_BCRYPT_COST),
    sessionIdleSeconds: Math.min(
      reader.whole('SESSION_IDLE', 3600, 1, MAX_SESSION_SECONDS),
      sessionMaxSeconds,
    ),
    sessionMaxSeconds,
    accessTtlSeconds: reader.whole('ACCESS_TTL', 600, 60, 3600),
    audiences: readAudiences(reader, publicUrl),
    cookieName: reader.checked('COOKIE_NAME', secure ? '__Host-jwt' : 'jwt', name =>
      findCookieNameFault(name, secure),
    ),
    cookieSameSite: readSameSite(reader, secure),
    trustProxy: readTrustProxy(reader, defaults.trustProxy, secure),
    serverless: defaults.serverless,
    migrateAtStart: reader.oneOf('MIGRATE', ['1', '0'], migrate) === '1',
    stopDelaySeconds: reader.whole('STOP_DELAY', 0, 0, 60),
    otlpEndpoint:
      reader.checked('OTEL_EXPORTER_OTLP_ENDPOINT', '', findCollectorUrlFault) || undefined,
    metricsToken: reader.checked('METRICS_TOKEN', '', findBearerTokenFault) || undefined,
    cronSecret: reader.checked('CRON_SECRET', '', findBearerTokenFault) || undefined,
    logLevel: reader.oneOf('LOG_LEVEL', ['silent', 'error', 'info'], 'info'),
    auditDays: reader.whole('AUDIT_DAYS', 400, 1, 3650),
    breachCheck: reader.oneOf('BREACH_CHECK', ['1', '0'], '0') === '1',
    breachUrl: reader.checked('BREACH_URL', 'https://api.pwnedpasswords.com', findPublicUrlFault),
  }
  if (env.signupVerify && !env.smtpUrl && env.nodeEnv !== 'development') {
    reader.addFault('SIGNUP_VERIFY', SIGNUP_NEEDS_MAIL)
  }
  if (reader.faults.length > 0) throw new EnvFault(reader.faults)
  return env
}

function readPublicUrl(reader: EnvReader, fallback: string): URL {
  // With an https URL in place of the wrong one all other settings pass, so that one mistake is one fault.
  const standIn = 'https://localhost'
  return new URL(reader.checked('PUBLIC_URL', fallback, findPublicUrlFault, standIn))
}

function readSameSite(reader: EnvReader, secure: boolean): Env['cookieSameSite'] {
  const value = reader.oneOf('COOKIE_SAMESITE', ['Lax', 'Strict', 'None'], secure ? 'None' : 'Lax')
  const fault = findSameSiteFault(value, secure)
  if (fault) reader.addFault('COOKIE_SAMESITE', fault)
  return value
}

let cached: Env | undefined

/**
 * The settings from `process.env`, read at the first call, since a check at import would break builds.
 * @throws EnvFault as `readEnv` does.
 */
export function env(
  findFault?: (text: string) => Fault | null,
  findLogoFault?: (text: string) => Fault | null,
): Env {
  cached ??= readEnv(process.env, findFault, findLogoFault)
  return cached
}
