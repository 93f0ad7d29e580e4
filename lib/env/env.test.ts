import { describe, expect, test } from 'vitest'
import { readEnv } from './env.ts'

const KEY = 'Zk3v_9Qx1mLw7Rt5Yb2Np8Hs4Dc6Fg0JaUeIoXyTzVqW'
const OTHER_KEY = 'q8Wd-2Lr5Tn7Vb9Xc1Zm3Kj6Hg4Fs0PoIuYtReWqAlSx'
type Vars = Record<string, string | undefined>

const read = (vars: Vars = {}) => readEnv({ SECRET_KEY: KEY, TRUST_PROXY: '0', ...vars })

test('with a key alone, the defaults are those of a development machine', () => {
  expect(read()).toEqual({
    nodeEnv: 'production',
    port: 3000,
    host: '127.0.0.1',
    processes: 1,
    publicUrl: new URL('http://localhost:3000'),
    databaseUrl: 'file:./data/latchkey.db',
    secretKeys: [KEY],
    corsOrigins: [],
    corsAccess: 'users',
    corsPasswords: true,
    corsHeaders: [],
    returnAddresses: [],
    siteName: 'Latchkey',
    siteLogo: undefined,
    siteAccent: undefined,
    smtpUrl: undefined,
    mailFrom: undefined,
    mailSignIn: false,
    notices: ['password', 'email', 'sign-in', 'deletion', 'export', 'bounce'],
    signup: 'closed',
    signupVerify: false,
    showAge: true,
    roles: ['User', 'Admin'],
    adminUid: 'admin',
    adminPassword: undefined,
    bcryptCost: 12,
    sessionIdleSeconds: 3600,
    sessionMaxSeconds: 604_800,
    accessTtlSeconds: 600,
    audiences: ['http://localhost:3000'],
    cookieName: 'jwt',
    cookieSameSite: 'Lax',
    trustProxy: 0,
    serverless: false,
    migrateAtStart: true,
    stopDelaySeconds: 0,
    otlpEndpoint: undefined,
    metricsToken: undefined,
    cronSecret: undefined,
    logLevel: 'info',
    auditDays: 400,
    breachCheck: false,
    breachUrl: 'https://api.pwnedpasswords.com',
  })
})

test('an https PUBLIC_URL brings the cookie that browsers send across sites', () => {
  expect(read({ PUBLIC_URL: 'https://auth.example.com' })).toMatchObject({
    cookieName: '__Host-jwt',
    cookieSameSite: 'None',
  })
})

describe('a variable sets its setting', () => {
  test.each<[Vars, object]>([
    [{ NODE_ENV: 'test' }, { nodeEnv: 'test' }],
    [{ PORT: '8080' }, { port: 8080, publicUrl: new URL('http://localhost:8080') }],
    [{ PORT: ' 8080 ' }, { port: 8080 }],
    [{ BREACH_CHECK: '1' }, { breachCheck: true }],
    [{ BREACH_URL: 'http://127.0.0.1:9' }, { breachUrl: 'http://127.0.0.1:9' }],
    [{ PORT: '' }, { port: 3000 }],
    [{ PORT: '  ' }, { port: 3000 }],
    [{ HOST: '::' }, { host: '::' }],
    [{ PUBLIC_URL: 'http://127.0.0.1:9' }, { publicUrl: new URL('http://127.0.0.1:9') }],
    [
      { DATABASE_URL: 'postgres://u:p@h/db?sslmode=disable' },
      { databaseUrl: 'postgresql://u:p@h/db?sslmode=disable' },
    ],
    [{ DATABASE_URL: 'postgresql://u:p@127.0.0.1/db' }, { migrateAtStart: false }],
    [
      { DATABASE_URL: 'postgresql:///db?host=/run/postgresql', MIGRATE: '1' },
      { migrateAtStart: true },
    ],
    [{ DATABASE_URL: 'file:/srv/a.db', MIGRATE: '0' }, { migrateAtStart: false }],
    [{ SECRET_KEY: `${KEY}, ${OTHER_KEY}` }, { secretKeys: [KEY, OTHER_KEY] }],
    [
      { CORS_ORIGINS: 'https://a.example, http://localhost:4100' },
      { corsOrigins: ['https://a.example', 'http://localhost:4100'] },
    ],
    [{ CORS_ACCESS: 'administration' }, { corsAccess: 'administration' }],
    [
      {
        MAIL_SIGN_IN: '1',
        SMTP_URL: 'smtp://localhost',
        MAIL_FROM: 'no-reply@example.com',
      },
      {
        mailSignIn: true,
        smtpUrl: 'smtp://localhost',
        mailFrom: 'no-reply@example.com',
      },
    ],
    [
      { MAIL_SIGN_IN: '1', NODE_ENV: 'development' },
      { mailSignIn: true, nodeEnv: 'development' },
    ],
    [{ CORS_PASSWORDS: '0' }, { corsPasswords: false }],
    [{ CORS_HEADERS: 'X-Tool, x-trace-id' }, { corsHeaders: ['X-Tool', 'x-trace-id'] }],
    [{ SIGNUP: 'open' }, { signup: 'open' }],
    [
      { SIGNUP_VERIFY: '1', SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'a@b.example' },
      { signupVerify: true },
    ],
    [{ SIGNUP_VERIFY: '1', NODE_ENV: 'development' }, { signupVerify: true }],
    [{ ROLES: 'Schüler, Head Teacher,Admin' }, { roles: ['Schüler', 'Head Teacher', 'Admin'] }],
    [
      { ADMIN_UID: 'toby@example.com', ADMIN_PASSWORD: 'pässwörd' },
      { adminUid: 'toby@example.com', adminPassword: 'pässwörd' },
    ],
    [{ BCRYPT_COST: '4' }, { bcryptCost: 4 }],
    [
      { SESSION_IDLE: '90', SESSION_MAX: '60' },
      { sessionIdleSeconds: 60, sessionMaxSeconds: 60 },
    ],
    [{ ACCESS_TTL: '60' }, { accessTtlSeconds: 60 }],
    [
      { AUDIENCES: 'https://notes.example, notes, http://localhost:3000' },
      { audiences: ['http://localhost:3000', 'https://notes.example', 'notes'] },
    ],
    [
      { COOKIE_NAME: 'sid', COOKIE_SAMESITE: 'Strict' },
      { cookieName: 'sid', cookieSameSite: 'Strict' },
    ],
    [
      { PUBLIC_URL: 'https://a.example', COOKIE_NAME: '__Secure-sid' },
      { cookieName: '__Secure-sid' },
    ],
    [
      { SITE_NAME: 'Ivy School', SITE_LOGO: 'logo.png', SITE_ACCENT: '#1f5fbf' },
      { siteName: 'Ivy School', siteLogo: 'logo.png', siteAccent: '#1f5fbf' },
    ],
    [{ NOTICES: 'none' }, { notices: [] }],
    [{ NOTICES: 'export, password' }, { notices: ['export', 'password'] }],
    [
      { SMTP_URL: 'smtps://me%40x:p%2Fw@mail.example.com', MAIL_FROM: 'Ivy <a@bücher.example>' },
      {
        smtpUrl: 'smtps://me%40x:p%2Fw@mail.example.com',
        mailFrom: 'Ivy <a@bücher.example>',
      },
    ],
    [
      { SMTP_URL: 'smtp://[::1]:2525?tls=required', MAIL_FROM: 'a+b@localhost' },
      { smtpUrl: 'smtp://[::1]:2525?tls=required', mailFrom: 'a+b@localhost' },
    ],
    [{ CRON_SECRET: '9vJx3TqLw5Rk8NbZ' }, { cronSecret: '9vJx3TqLw5Rk8NbZ' }],
    [{ TRUST_PROXY: '10' }, { trustProxy: 10 }],
    [{ LOG_LEVEL: 'error' }, { logLevel: 'error' }],
    [{ AUDIT_DAYS: '3650' }, { auditDays: 3650 }],
  ])('%j', (vars, expected) => expect(read(vars)).toMatchObject(expected))
})

test.each([
  ['x'.repeat(32)],
  ['0123456789abcdef0123456789abcdef'],
  ['test-secret-key-of-at-least-32-bytes'],
])('in development a key may be as plain as %s', key => {
  expect(readEnv({ SECRET_KEY: key }).secretKeys).toEqual([key])
})
