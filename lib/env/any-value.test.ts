import fc from 'fast-check'
import { test } from 'vitest'
import { findFaults } from './find-faults.fixture.ts'

test('no value of any variable throws anything but an EnvFault', () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.constant('__proto__'))
  const names = [
    'PORT',
    'HOST',
    'PUBLIC_URL',
    'DATABASE_URL',
    'SECRET_KEY',
    'CORS_ORIGINS',
    'CORS_HEADERS',
    'SIGNUP',
    'ROLES',
    'ADMIN_UID',
    'ADMIN_PASSWORD',
    'BCRYPT_COST',
    'SESSION_IDLE',
    'SESSION_MAX',
    'AUDIENCES',
    'COOKIE_NAME',
    'COOKIE_SAMESITE',
    'TRUST_PROXY',
    'MIGRATE',
    'STOP_DELAY',
    'METRICS_TOKEN',
    'CRON_SECRET',
    'SMTP_URL',
    'MAIL_FROM',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'BREACH_URL',
  ]
  const vars = fc.dictionary(fc.constantFrom(...names), value)
  fc.assert(
    fc.property(vars, given => {
      findFaults(given)
    }),
    { numRuns: 500 },
  )
})
