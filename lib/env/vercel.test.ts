import { describe, expect, it } from 'vitest'
import { type EnvFault, readEnv } from './env.ts'

const given = {
  VERCEL: '1',
  VERCEL_PROJECT_PRODUCTION_URL: 'auth-of-a-class.vercel.app',
  SECRET_KEY: 'Zk3v_9Qx1mLw7Rt5Yb2Np8Hs4Dc6Fg0JaUeIoXyTzVqW',
  DATABASE_URL: 'postgresql://me:it@pooler.example:6543/latchkey?sslmode=require',
}
type Vars = Record<string, string | undefined>

/** Each fault of `vars`: the name of the variable and what is wrong with it. */
function faultsOf(vars: Vars): string[] {
  try {
    readEnv(vars)
    return []
  } catch (error) {
    return (error as EnvFault).faults.map(({ name, problem }) => `${name} ${problem}`)
  }
}

describe('on Vercel', () => {
  it('the public URL is the address of the project, and the cookie fits it', () => {
    const { publicUrl, cookieName, cookieSameSite } = readEnv(given)
    expect([publicUrl.origin, cookieName, cookieSameSite]).toEqual([
      'https://auth-of-a-class.vercel.app',
      '__Host-jwt',
      'None',
    ])
    const PUBLIC_URL = 'https://auth.example.com'
    expect(readEnv({ ...given, PUBLIC_URL }).publicUrl.origin).toBe(PUBLIC_URL)
  })

  it("the client's address is what the proxy writes", () => {
    expect(readEnv(given).trustProxy).toBe(1)
    expect(readEnv({ ...given, TRUST_PROXY: '2' }).trustProxy).toBe(2)
  })

  it.each(['file:./data/latchkey.db', undefined])('refuses a database in a file: %s', url => {
    expect(faultsOf({ ...given, DATABASE_URL: url })).toEqual([
      'DATABASE_URL is a file, and Vercel keeps none',
    ])
  })

  it('refuses a missing key', () => {
    expect(faultsOf({ ...given, SECRET_KEY: undefined })).toEqual(['SECRET_KEY is not set'])
  })

  it('elsewhere its variables are ignored', () => {
    const { publicUrl, trustProxy, databaseUrl } = readEnv({
      ...given,
      VERCEL: undefined,
      DATABASE_URL: undefined,
    })
    expect([publicUrl.origin, trustProxy, databaseUrl]).toEqual([
      'http://localhost:3000',
      0,
      'file:./data/latchkey.db',
    ])
  })
})
