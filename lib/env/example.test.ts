import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { readEnv } from './env.ts'
import { SETTINGS } from './settings.ts'

const SECRET_KEY = 'Zk3v_9Qx1mLw7Rt5Yb2Np8Hs4Dc6Fg0JaUeIoXyTzVqW'
const readText = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
const example = readText('.env.example')
const readme = readText('README.md')
const shown = parseEnv(example.replace(/^#(?=[A-Z_]+=)/gm, ''))

/** The names of all variables that `readEnv` reads. */
function namesRead(): string[] {
  const names = new Set<string>()
  const get = (_: object, name: string) => {
    names.add(name)
    return name === 'SECRET_KEY' ? SECRET_KEY : undefined
  }
  readEnv(new Proxy({}, { get }))
  // Vercel sets its own variables; nobody else does.
  return [...names].filter(name => !name.startsWith('VERCEL')).sort()
}

test('.env.example describes every variable that is read, and no other', () => {
  expect(Object.keys(shown).sort()).toEqual(namesRead())
})

test('the doctor calls every setting by its name', () => {
  const names = Object.values(SETTINGS).map(({ name }) => name)
  expect(names.filter(name => name !== 'VERCEL').sort()).toEqual(namesRead())
})

test('the README lists every setting but NODE_ENV', () => {
  const [, settings = ''] = readme.split('\n## Settings\n')
  const [table = ''] = settings.split('\n## ')
  const listed = [...table.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, names = '']) =>
    names.split(', ').map(name => name.replaceAll('`', '')),
  )
  expect(listed.sort()).toEqual(namesRead().filter(name => name !== 'NODE_ENV'))
})

test('the values it shows are the defaults', () => {
  expect(readEnv({ ...shown, SECRET_KEY })).toEqual(readEnv({ SECRET_KEY }))
})

test('its examples are valid', () => {
  const examples = parseEnv(
    [...example.matchAll(/^# Example: (.*)$/gm)].map(([, line]) => line).join('\n'),
  )
  expect(Object.keys(examples).sort()).toEqual([
    'ADMIN_PASSWORD',
    'AUDIENCES',
    'CORS_HEADERS',
    'CORS_ORIGINS',
    'CRON_SECRET',
    'DATABASE_URL',
    'MAIL_FROM',
    'METRICS_TOKEN',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'PUBLIC_URL',
    'RETURN_ADDRESSES',
    'ROLES',
    'SITE_ACCENT',
    'SITE_LOGO',
    'SMTP_URL',
    'TRUST_PROXY',
  ])
  expect(() => readEnv({ ...examples, SECRET_KEY })).not.toThrow()
})
