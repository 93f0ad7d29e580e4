import fc from 'fast-check'
import { test } from 'vitest'
import { EnvFault, readEnv } from './env.ts'

const KEY = 'Zk3v_9Qx1mLw7Rt5Yb2Np8Hs4Dc6Fg0JaUeIoXyTzVqW'
type Vars = Record<string, string | undefined>

function faultsOf(vars: Vars) {
  try {
    readEnv({ SECRET_KEY: KEY, TRUST_PROXY: '0', ...vars })
  } catch (error) {
    if (error instanceof EnvFault) return error.faults
    throw error
  }
  return []
}

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
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'BREACH_URL',
  ]
  const vars = fc.dictionary(fc.constantFrom(...names), value)
  fc.assert(
    fc.property(vars, given => {
      faultsOf(given)
    }),
    { numRuns: 500 },
  )
})
