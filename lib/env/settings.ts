import type { Env } from './env-type.ts'

/**
 * What a setting is called, and how two processes compare it: by its value, which may be shown, by a fingerprint,
 * because it is or may contain a secret, or not at all.
 */
type Setting = { name: string; compare: 'value' | 'fingerprint' | 'nothing' }

/** Every setting. The compiler asks for the line of a new one, so that it is compared as well. */
export const SETTINGS: Readonly<Record<keyof Env, Setting>> = {
  // `npm run dev` sets it for the server alone.
  nodeEnv: { name: 'NODE_ENV', compare: 'nothing' },
  port: { name: 'PORT', compare: 'value' },
  host: { name: 'HOST', compare: 'value' },
  processes: { name: 'WEB_CONCURRENCY', compare: 'value' },
  publicUrl: { name: 'PUBLIC_URL', compare: 'value' },
  databaseUrl: { name: 'DATABASE_URL', compare: 'fingerprint' },
  secretKeys: { name: 'SECRET_KEY', compare: 'fingerprint' },
  corsOrigins: { name: 'CORS_ORIGINS', compare: 'value' },
  corsAccess: { name: 'CORS_ACCESS', compare: 'value' },
  corsPasswords: { name: 'CORS_PASSWORDS', compare: 'value' },
  corsHeaders: { name: 'CORS_HEADERS', compare: 'value' },
  returnAddresses: { name: 'RETURN_ADDRESSES', compare: 'value' },
  siteName: { name: 'SITE_NAME', compare: 'value' },
  siteLogo: { name: 'SITE_LOGO', compare: 'fingerprint' },
  siteAccent: { name: 'SITE_ACCENT', compare: 'value' },
  smtpUrl: { name: 'SMTP_URL', compare: 'fingerprint' },
  mailFrom: { name: 'MAIL_FROM', compare: 'value' },
  mailSignIn: { name: 'MAIL_SIGN_IN', compare: 'value' },
  notices: { name: 'NOTICES', compare: 'value' },
  signup: { name: 'SIGNUP', compare: 'value' },
  signupVerify: { name: 'SIGNUP_VERIFY', compare: 'value' },
  showAge: { name: 'SHOW_AGE', compare: 'value' },
  roles: { name: 'ROLES', compare: 'value' },
  // They count at the first start alone, and may be removed after it.
  adminUid: { name: 'ADMIN_UID', compare: 'nothing' },
  adminPassword: { name: 'ADMIN_PASSWORD', compare: 'nothing' },
  bcryptCost: { name: 'BCRYPT_COST', compare: 'value' },
  sessionIdleSeconds: { name: 'SESSION_IDLE', compare: 'value' },
  sessionMaxSeconds: { name: 'SESSION_MAX', compare: 'value' },
  accessTtlSeconds: { name: 'ACCESS_TTL', compare: 'value' },
  audiences: { name: 'AUDIENCES', compare: 'value' },
  cookieName: { name: 'COOKIE_NAME', compare: 'value' },
  cookieSameSite: { name: 'COOKIE_SAMESITE', compare: 'value' },
  trustProxy: { name: 'TRUST_PROXY', compare: 'value' },
  // The host says it, not the operator.
  serverless: { name: 'VERCEL', compare: 'nothing' },
  migrateAtStart: { name: 'MIGRATE', compare: 'value' },
  stopDelaySeconds: { name: 'STOP_DELAY', compare: 'value' },
  otlpEndpoint: { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', compare: 'fingerprint' },
  metricsToken: { name: 'METRICS_TOKEN', compare: 'fingerprint' },
  cronSecret: { name: 'CRON_SECRET', compare: 'fingerprint' },
  logLevel: { name: 'LOG_LEVEL', compare: 'value' },
  auditDays: { name: 'AUDIT_DAYS', compare: 'value' },
  breachCheck: { name: 'BREACH_CHECK', compare: 'value' },
  breachUrl: { name: 'BREACH_URL', compare: 'value' },
}

/** A setting as it would be written in `.env`; empty when it is not set. */
export function describeSetting(value: Env[keyof Env]): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof URL) return value.origin
  return String(value ?? '')
}
