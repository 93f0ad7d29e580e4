import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientJson, ClientWithSecretJson } from '#lib/clients/client-json.ts'
import { makeImage } from '../../../e2e/fixtures/images.ts'
import { makeScratchFolder } from '../../../e2e/fixtures/scratch-folder.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../../e2e/fixtures/terminal.ts'

const BACK = 'https://wiki.example/back'

describe('latchkey clients', () => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore('sqlite')
  }, 60_000)
  afterAll(() => stop())

  const run = (...words: string[]) => runLatchkey(['clients', ...words])
  const read = <T>(...words: string[]) => runLatchkeyJson<T>(['clients', ...words])

  it('registers, lists, shows, changes, disables and removes an application', async () => {
    expect((await run('list')).out).toBe('No application is registered.\n')
    const added = await run('add', 'Class wiki', '--return-address', BACK, '--consent', 'no')
    expect(added.out).toMatch(/^client_id: +(lk_\S+)\nclient_secret: \S{43}\nThe secret is shown/)
    const [listed] = await read<ClientJson[]>('list')
    const id = listed?.client_id ?? ''
    expect(listed).toMatchObject({ name: 'Class wiki', kind: 'confidential', consent: false })
    expect((await run('show', id)).out).toContain(BACK)
    const changes = ['--scopes', 'openid, email', '--pkce', 'no', '--name', 'Wiki']
    expect((await run('change', id, ...changes)).out).toBe('Wiki is saved.\n')
    const changed = await read<ClientJson>('show', id)
    expect(changed).toMatchObject({ name: 'Wiki', scopes: ['openid', 'email'], pkce: false })
    const rotated = await read<ClientWithSecretJson>('rotate', id, '--overlap', '60')
    expect(rotated.secrets).toHaveLength(2)
    expect((await run('disable', id)).out).toBe('Wiki is disabled.\n')
    expect((await run('enable', id)).out).toBe('Wiki is enabled.\n')
    expect((await run('remove', id)).exit).toBe(2)
    expect((await run('remove', id, '--yes')).out).toBe('Wiki is removed.\n')
    expect((await run('show', id)).exit).toBe(1)
  })

  it('reads keys and a logo from files', async () => {
    const folder = makeScratchFolder()
    const [keys, logo] = [join(folder, 'keys.json'), join(folder, 'logo.png')]
    const { publicKey } = await generateKeyPair('ES256')
    await writeFile(keys, JSON.stringify({ keys: [await exportJWK(publicKey)] }))
    await writeFile(logo, await makeImage('png'))
    const by = ['--auth-method', 'private_key_jwt', '--jwks', keys, '--logo', logo]
    const added = await read<ClientWithSecretJson>('add', 'App', '--return-address', BACK, ...by)
    expect(added.client_secret).toBe(undefined)
    expect(added.jwks?.keys).toHaveLength(1)
    expect(added.logo).toMatch(/^data:image\/webp/)
  })

  it('says what is wrong', async () => {
    const wrong = await run('add', 'App', '--public', '--return-address', 'http://a.example/')
    expect(wrong).toMatchObject({ exit: 1, err: expect.stringContaining('use https') })
    const words = await run('add', 'App', '--return-address', BACK, '--pkce', 'maybe')
    expect(words).toMatchObject({ exit: 2, err: expect.stringContaining('--pkce yes') })
    expect((await run('rotate', 'lk_none')).exit).toBe(1)
    expect((await run('add', 'App', '--jwks', '/nowhere/keys.json')).exit).toBe(1)
  })
})
