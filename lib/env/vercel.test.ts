import { describe, expect, it } from 'vitest'
import { type EnvFault, readEnv } from './env.ts'

const given = {
  VERCEL: '1',
  VERCEL_PROJECT_PRODUCTION_URL: 'auth-of-a-class.vercel.app',
  SECRET_KEY: 'Zk3v_9Qx1mLw7Rt5Yb2Np8Hs4Dc6Fg0JaUeIoXyTzVqW',
  DATABASE_URL: 'postgresql://me:it@pooler.example:6543/latchkey',
}
type Vars = Record<string, string | undefined>

/** The names of what is wrong with `vars`, with the words for it. */
function faultsOf(vars: Vars): string[] {
  try {
    readEnv(vars)
    return []
  } catch (error) {
    return (error as EnvFault).faults.map(({ name, problem }) => `${name} ${problem}`)
  }
}

describe('on Vercel', () => {
  it('the public address is that of the project, with the cookie that goes with it', () => {
    const { publicUrl, cookieName, cookieSameSite } = readEnv(given)
    expect([publicUrl.origin, cookieName, cookieSameSite]).toEqual([
      'https://auth-of-a-class.vercel.app',
      '__Host-jwt',
      'None',
    ])
    const PUBLIC_URL = 'https://auth.example.com'
    expect(readEnv({ ...given, PUBLIC_URL }).publicUrl.origin).toBe(PUBLIC_URL)
  })

  it("the client's address is the one that its proxy writes", () => {
    expect(readEnv(given).trustProxy).toBe(1)
    expect(readEnv({ ...given, TRUST_PROXY: '2' }).trustProxy).toBe(2)
  })

  it.each(['file:./data/latchkey.db', undefined])('a database in a file is refused: %s', url => {
    expect(faultsOf({ ...given, DATABASE_URL: url })).toEqual([
      'DATABASE_URL is a file, and Vercel keeps none',
    ])
  })

  it('and so is a key that is missing', () => {
    expect(faultsOf({ ...given, SECRET_KEY: undefined })).toEqual(['SECRET_KEY is not set'])
  })

  it('elsewhere none of it counts', () => {
    const { publicUrl, trustProxy, databaseUrl } = readEnv({
      ...given,
      ...{ VERCEL: undefined, DATABASE_URL: undefined },
    })
    expect([publicUrl.origin, trustProxy, databaseUrl]).toEqual([
      'http://localhost:3000',
      0,
      'file:./data/latchkey.db',
    ])
  })
})
