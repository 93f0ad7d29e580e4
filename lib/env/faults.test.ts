import { describe, expect, test } from 'vitest'
import { EnvFault } from './env.ts'
import { expectFault, type FaultRow, findFaults, KEY } from './find-faults.fixture.ts'

describe('a fault names the variable, what is wrong, and what to write', () => {
  test.each<FaultRow>([
    ['NODE_ENV', 'prod', '"prod" is not known', 'development or production or test'],
    ['PORT', 'x', '"x" is not a whole number', 'from 1 to 65535'],
    ['PORT', '0', '0 is out of bounds', 'from 1 to 65535'],
    ['PORT', '65536', '65536 is out of bounds', 'from 1 to 65535'],
    ['PORT', '3e3', '"3e3" is not a whole number', 'from 1 to 65535'],
    ['PORT', '-1', '"-1" is not a whole number', 'from 1 to 65535'],
    ['HOST', 'http://localhost', 'is not a host', '0.0.0.0'],
    ['WEB_CONCURRENCY', '0', '0 is out of bounds', 'from 1 to 64'],
    ['WEB_CONCURRENCY', 'auto', '"auto" is not a whole number', 'from 1 to 64'],
    ['PUBLIC_URL', 'auth.example.com', 'is not an http(s) URL', 'https://auth.example.com'],
    ['PUBLIC_URL', 'https://', 'is not an http(s) URL', 'https://auth.example.com'],
    ['PUBLIC_URL', 'ftp://a.example', 'is not an http(s) URL', 'https://auth.example.com'],
    ['PUBLIC_URL', 'https://a.example/auth', 'has a path or query', 'write https://a.example'],
    ['PUBLIC_URL', 'https://a.example?', 'has a path or query', 'write https://a.example'],
    ['PUBLIC_URL', 'https://me:pw@a.example', 'has a user name', 'write https://a.example'],
    ['PUBLIC_URL', 'https://:pw@a.example', 'has a user name', 'write https://a.example'],
    ['PUBLIC_URL', 'http://a.example:81', 'is plain http', 'write https://a.example:81'],
    ['SECRET_KEY', undefined, 'is not set', "randomBytes(32).toString('base64url')"],
    [
      'SECRET_KEY',
      KEY.slice(0, 31),
      'is too short (31 bytes; at least 32 are needed)',
      'randomBytes(32)',
    ],
    [
      'SECRET_KEY',
      'x'.repeat(64),
      'repeats itself',
      'randomBytes(32)',
      { PUBLIC_URL: 'https://a.example' },
    ],
    [
      'SECRET_KEY',
      KEY.slice(0, 20).repeat(2),
      'repeats itself',
      'randomBytes(32)',
      { PUBLIC_URL: 'https://a.example' },
    ],
    [
      'SECRET_KEY',
      `${'abc'.repeat(20)}a`,
      'repeats itself',
      'randomBytes(32)',
      { PUBLIC_URL: 'https://a.example' },
    ],
    ['SECRET_KEY', 'SECRET_KEY', 'is a placeholder', 'randomBytes(32)'],
    ['SECRET_KEY', 'change-me-change-me-please-change-me', 'is a placeholder', 'randomBytes(32)'],
    ['SECRET_KEY', 'a-string-secret-at-least-256-bits-long', 'is a placeholder', 'randomBytes(32)'],
    ['SECRET_KEY', `${KEY},short`, '(key 2 of 2) is too short (5 bytes', 'randomBytes(32)'],
    ['SECRET_KEY', `${KEY},`, '(key 2 of 2) is too short (0 bytes', 'randomBytes(32)'],
    ['SECRET_KEY', `${KEY},${KEY}`, '(key 2 of 2) repeats an earlier key', 'randomBytes(32)'],
    ['CORS_ORIGINS', 'https://a.example/', 'ends with a slash', 'write https://a.example'],
    ['CORS_ORIGINS', 'https://a.example,', 'has an empty entry', 'extra comma'],
    ['CORS_ACCESS', 'admin', 'is not known', 'write account or users or administration'],
    ['CORS_PASSWORDS', 'no', 'is not known', 'write 1 or 0'],
    ['CORS_HEADERS', '*', 'no header at all', 'name each header'],
    ['CORS_HEADERS', 'x tool', 'is not the name of a header', 'as in x-trace-id'],
    ['CORS_HEADERS', 'X-Tool,', 'is not the name of a header', 'as in x-trace-id'],
    ['CORS_HEADERS', 'Content-Type', 'is allowed without it', 'leave it out'],
    ['CORS_HEADERS', 'Cookie', 'is set by browsers alone', 'leave it out'],
    ['CORS_HEADERS', 'X-Forwarded-For', 'which no page may say', 'leave it out'],
    ['SIGNUP', 'yes', '"yes" is not known', 'open or closed'],
    ['SIGNUP_VERIFY', 'yes', '"yes" is not known', '1 or 0'],
    ['SIGNUP_VERIFY', '1', 'no mail can be sent', 'SMTP_URL and MAIL_FROM'],
    ['ROLES', 'User', 'lacks Admin', 'add Admin'],
    ['ROLES', 'User,ADMIN', 'lacks Admin', 'add Admin'],
    ['ROLES', 'Admin,User', 'begins with Admin', 'role of new users first'],
    ['ROLES', 'Admin', 'begins with Admin', 'role of new users first'],
    ['ROLES', 'User,Admin,', '"" is not a role', '1 to 32 letters'],
    ['ROLES', 'User,<b>,Admin', '"<b>" is not a role', '1 to 32 letters'],
    ['ROLES', `User,Admin,${'x'.repeat(33)}`, 'is not a role', '1 to 32 letters'],
    ['ROLES', 'User,Admin,Admin', '"Admin" repeats "Admin"', 'leave "Admin" out'],
    ['ROLES', 'User,Admin,admin', '"admin" repeats "Admin"', 'leave "admin" out'],
    ['ADMIN_UID', 'a', '"a" is not a user ID', '2 to 64'],
    ['ADMIN_PASSWORD', 'hunter2', 'has 7 characters', '8 to 256'],
    ['ADMIN_PASSWORD', 'x'.repeat(257), 'has 257 characters', '8 to 256'],
    ['BCRYPT_COST', '3', '3 is out of bounds', 'from 4 to 15'],
    ['BCRYPT_COST', '16', '16 is out of bounds', 'from 4 to 15'],
    [
      'BCRYPT_COST',
      '9',
      '9 is out of bounds',
      'from 10 to 15',
      { PUBLIC_URL: 'https://a.example' },
    ],
    ['SESSION_IDLE', '0', '0 is out of bounds', 'from 1 to 34560000'],
    ['SESSION_MAX', '34560001', '34560001 is out of bounds', 'from 1 to 34560000'],
    ['ACCESS_TTL', '59', '59 is out of bounds', 'from 60 to 3600'],
    ['AUDIENCES', 'https://a.example,', '"" is not an audience', 'write an origin'],
    ['AUDIENCES', 'a b', '"a b" is not an audience', 'write an origin'],
    ['AUDIENCES', 'https://', '"https://" is not an audience', 'write an origin'],
    ['AUDIENCES', 'a,b,a', 'repeats "a"', 'leave one out'],
    ['COOKIE_NAME', 'a b', '"a b" is not a cookie name', 'letters'],
    ['COOKIE_NAME', 'jwt;', '"jwt;" is not a cookie name', 'letters'],
    ['COOKIE_NAME', '__Host-jwt', 'browsers accept from https only', 'write jwt'],
    ['COOKIE_NAME', '__secure-', 'browsers accept from https only', 'write jwt'],
    ['COOKIE_SAMESITE', 'None', '"None" needs https', 'write Lax'],
    ['COOKIE_SAMESITE', 'none', '"none" is not known', 'Lax or Strict or None'],
    ['AUDIT_DAYS', '0', '0 is out of bounds', 'from 1 to 3650'],
    ['SITE_NAME', 'x'.repeat(41), 'is no name of a site', 'at most 40 characters'],
    ['SITE_LOGO', 'data:text/html;base64,PGI+', 'is no data address', 'data:image/png;base64'],
    ['SITE_LOGO', `data:image/png;base64,${'A'.repeat(70_000)}`, 'is too large', '48 KiB'],
    ['SITE_ACCENT', 'blue', '"blue" is not a colour', '#9a6b15'],
    [
      'SITE_ACCENT',
      '#ffcc00',
      'has a contrast of 1.5 to white',
      'write a darker one, as in #8f7200',
    ],
    ['LOG_LEVEL', 'verbose', '"verbose" is not known', 'silent or error or info'],
    ['MAIL_SIGN_IN', 'yes', '"yes" is not known', '1 or 0'],
    ['MAIL_SIGN_IN', '1', 'is 1, and no mail can be sent', 'set SMTP_URL and MAIL_FROM'],
    ['BREACH_CHECK', 'yes', '"yes" is not known', '1 or 0'],
    ['BREACH_URL', 'http://breach.example', 'is plain http', 'https://breach.example'],
    ['BREACH_URL', 'https://breach.example/range', 'has a path', 'write https://breach.example'],
    ['TRUST_PROXY', '11', '11 is out of bounds', 'from 0 to 10'],
    ['TRUST_PROXY', 'true', '"true" is not a whole number', 'from 0 to 10'],
    [
      'TRUST_PROXY',
      undefined,
      'is not set, but PUBLIC_URL is https',
      'write TRUST_PROXY=1 for one proxy, or TRUST_PROXY=0',
      { PUBLIC_URL: 'https://auth.example.com' },
    ],
    ['MIGRATE', 'yes', '"yes" is not known', '1 or 0'],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'collector:4318',
      'is not an http(s) URL',
      'write it as in http',
    ],
    ['STOP_DELAY', '61', '61 is out of bounds', 'from 0 to 60'],
    ['METRICS_TOKEN', '123456789012345', 'has 15 characters', 'write 16 or more'],
    ['METRICS_TOKEN', '1234567890 123456', 'has a character that a token must not have', 'letters'],
    ['CRON_SECRET', '123456789012345', 'has 15 characters', 'write 16 or more'],
    ['NOTICES', 'login', '"login" is no notice', 'password, email, sign-in'],
    ['NOTICES', 'all,email', 'has "all" beside others', 'write all'],
    ['NOTICES', 'email,email', 'repeats "email"', 'write all'],
  ])('%s=%s', expectFault)
})

test('all faults are reported together, in the message too', () => {
  const faults = findFaults({ PORT: 'x', SIGNUP: 'y', CORS_ORIGINS: '*,null', SECRET_KEY: '' })
  const names = faults.map(({ name }) => name)
  expect(names.sort()).toEqual(['CORS_ORIGINS', 'CORS_ORIGINS', 'PORT', 'SECRET_KEY', 'SIGNUP'])
  const { message, code } = new EnvFault(faults)
  expect(code).toBe('env_fault')
  for (const { name, problem, fix } of faults)
    expect(message).toContain(`${name} ${problem}: ${fix}`)
})

test('a wrong PUBLIC_URL is one fault, whatever depends on it', () => {
  const vars = { PUBLIC_URL: 'http://a.example', COOKIE_NAME: '__Host-x', COOKIE_SAMESITE: 'None' }
  expect(findFaults(vars).map(({ name }) => name)).toEqual(['PUBLIC_URL'])
})

test('no fault quotes a secret, since faults are logged', () => {
  const secrets = ['hidden1', 'hidden-key-that-is-short', 'hidden3', 'hidden4']
  const faults = findFaults({
    ADMIN_PASSWORD: secrets[0],
    SECRET_KEY: secrets[1],
    DATABASE_URL: `postgresql://u:${secrets[2]}@h:x/db`,
    PUBLIC_URL: `https://u:${secrets[3]}@a.example`,
  })
  expect(faults).toHaveLength(4)
  expect(JSON.stringify(faults)).not.toContain('hidden')
})
