import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReturnAddressJson } from '#lib/clients/return-address-json.ts'
import { env } from '#lib/env/env.ts'
import type { SignInDiagnosis } from '#lib/oauth/doctor/diagnosis.ts'
import type { Diagnosis } from '#lib/origins/doctor/doctor.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../../e2e/fixtures/terminal.ts'
import { findOperator } from '../operator.ts'

const PAGES = 'https://you.github.io'

describe('latchkey origins', () => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore('sqlite')
  }, 60_000)
  afterAll(() => stop())

  it('adds, lists, checks and removes an origin', async () => {
    expect((await runLatchkey(['origins', 'check', PAGES])).exit).toBe(1)
    const added = await runLatchkey([
      'origins',
      'add',
      PAGES,
      '--mode',
      'bearer',
      '--note',
      'the site',
    ])
    expect(added.exit).toBe(0)
    expect(added.out).toContain(`${PAGES} is on the list.\n`)
    const [listed] = await runLatchkeyJson<OriginJson[]>(['origins', 'list'])
    const { uid: addedBy } = findOperator()
    expect(listed).toMatchObject({ origin: PAGES, mode: 'bearer', note: 'the site', addedBy })
    const call = ['origins', 'check', PAGES, '--headers', 'Authorization', '--credentials', 'omit']
    const verdict = await runLatchkeyJson<Diagnosis>(call)
    expect(verdict).toMatchObject({ readable: true, preflighted: true })
    expect((await runLatchkey(call)).out).toMatch(
      /^✓ .*\n {4}\S[\s\S]*\n\nIt works, without the cookie\.\n$/,
    )
    const signIn = ['origins', 'check', `${PAGES}/app/`, '--sign-in']
    expect(await runLatchkeyJson<SignInDiagnosis>(signIn)).toMatchObject({
      works: true,
      withoutWindow: false,
      keeps: { Chrome: 'tokens', Firefox: 'tokens', Safari: 'tokens' },
    })
    expect((await runLatchkey(signIn)).out).toMatch(/\n✗ Without a window[\s\S]*, it fails\.\n$/)
    expect((await runLatchkey(['origins', 'remove', PAGES])).exit).toBe(0)
    expect((await runLatchkey(signIn)).exit).toBe(1)
    expect((await runLatchkey(['origins', 'list'])).out).toBe('No origin is allowed.\n')
  })

  it('adds, lists and removes a return address', async () => {
    const address = `${PAGES}/app/`
    const run = (...words: string[]) => runLatchkey(['origins', 'return-addresses', ...words])
    const refused = await run('add', address)
    expect(refused).toMatchObject({ exit: 1, err: expect.stringContaining('Allow the origin') })
    await runLatchkey(['origins', 'add', PAGES])
    expect((await run('list')).out).toBe('There are no return addresses.\n')
    expect((await run('add', address)).out).toBe(`${address} is a return address.\n`)
    expect((await run('list')).out).toMatch(/^ADDRESS .*\nhttps:\/\/you\.github\.io\/app\/ +yes /)
    const [listed] = await runLatchkeyJson<ReturnAddressJson[]>([
      'origins',
      'return-addresses',
      'list',
    ])
    expect(listed).toMatchObject({ address, origin: PAGES, addedBy: findOperator().uid })
    expect((await run('remove', address)).exit).toBe(0)
    expect((await run('remove', address)).exit).toBe(1)
    await runLatchkey(['origins', 'remove', PAGES])
  })

  it('says what its pages may do, and changes that alone', async () => {
    const site = 'https://access.example'
    const add = ['origins', 'add', site, '--access', 'account', '--passwords', '--note', 'shop']
    expect((await runLatchkey(add)).exit).toBe(0)
    const listed = async () =>
      (await runLatchkeyJson<OriginJson[]>(['origins', 'list'])).find(
        ({ origin }) => origin === site,
      )
    expect(await listed()).toMatchObject({ access: 'account', passwords: true, note: 'shop' })
    const change = (...options: string[]) => runLatchkey(['origins', 'change', site, ...options])
    expect((await change('--access', 'administration')).out).toBe(
      `${site} has the access administration and takes passwords.\n`,
    )
    expect((await change('--no-passwords')).out).toMatch(
      /administration and takes no passwords\.\n$/,
    )
    expect(await listed()).toMatchObject({
      access: 'administration',
      passwords: false,
      note: 'shop',
      mode: 'both',
    })
    expect((await change('--passwords')).out).toMatch(/and takes passwords\.\n$/)
    expect(await change('--access', 'all')).toMatchObject({
      exit: 1,
      err: expect.stringContaining('one of account, users, administration'),
    })
    expect((await runLatchkey(['origins', 'list'])).out).toMatch(/ACCESS +PASSWORDS/)
    expect((await runLatchkey(['origins', 'remove', site])).exit).toBe(0)
  })

  it('says what is wrong with an origin', async () => {
    const { exit, err } = await runLatchkey(['origins', 'add', `${PAGES}/`])
    expect({ exit, err }).toEqual({ exit: 1, err: expect.stringContaining(PAGES) })
    expect((await runLatchkey(['origins', 'remove', PAGES])).exit).toBe(1)
    expect(await runLatchkey(['origins', 'add', env().publicUrl.origin])).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/ is this server itself, whose pages are always allowed\.\n$/),
    })
  })
})
