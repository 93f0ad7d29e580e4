import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { makeCertificate } from '../../e2e/fixtures/certificate.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../e2e/fixtures/terminal.ts'
import { checkMail } from '../doctor/mail.ts'

describe('latchkey mail test', () => {
  let stop: () => Promise<void>
  let ends: (() => Promise<void>)[] = []
  beforeAll(async () => {
    stop = await startStore('sqlite')
  }, 60_000)
  afterEach(async () => {
    for (const end of ends) await end()
    ends = []
  })
  afterAll(() => stop())

  const start = async (...args: Parameters<typeof startSmtp>) => {
    const smtp = await startSmtp(...args)
    ends.push(smtp.stop)
    useSmtp(smtp.url)
    return smtp
  }
  const run = (...args: string[]) => runLatchkey(['mail', 'test', ...args])

  it('sends a mail and says so', async () => {
    const smtp = await start()
    const { exit, out } = await run('you@example.org')
    expect(exit).toBe(0)
    expect(out).toContain(`✓ 127.0.0.1:${smtp.port} answers, without TLS.`)
    expect(out).toContain('✓ It takes the mail to you@example.org: 250')
    expect(smtp.mails).toMatchObject([{ to: 'you@example.org' }])
    expect(await runLatchkeyJson(['mail', 'test', 'you@example.org'])).toMatchObject([
      { name: 'reach', ok: true },
      { name: 'send', ok: true },
    ])
  })

  it('says at which step it failed: reaching the server', async () => {
    const smtp = await startSmtp()
    await smtp.stop()
    useSmtp(smtp.url)
    const { exit, out } = await run('you@example.org')
    expect(exit).toBe(1)
    expect(out).toContain('✗ The SMTP server refuses connections.')
    expect((await checkMail())[0]).toMatchObject({
      state: 'fault',
      says: expect.stringContaining('refuses connections'),
    })
  })

  it('says at which step it failed: signing in, without the password', async () => {
    const smtp = await start(
      {},
      {
        ...makeCertificate(['localhost']),
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => done(new Error('Bad credentials')),
      },
    )
    useSmtp(`smtp://me:s3cret@127.0.0.1:${smtp.port}`)
    const { exit, out, err } = await run('you@example.org')
    expect(exit).toBe(1)
    expect(out).toMatch(/^✓ .*\n✗ 535 /)
    expect(out + err).not.toContain('s3cret')
  })

  it('says at which step it failed: the certificate, the recipient', async () => {
    const smtp = await start({}, { ...makeCertificate(['localhost']), disabledCommands: [] })
    useSmtp(`${smtp.url}?tls=required`)
    expect((await run('you@example.org')).out).toContain('certificate')
    const other = await start({ refuse: () => ({ code: 550, text: '5.1.1 No such user' }) })
    expect((await run('you@example.org')).out).toMatch(/✗ 550 5\.1\.1 No such user/)
    expect(other.mails).toEqual([])
  })

  it('says that mail is not set up, and what an address is', async () => {
    expect(await run('you@example.org')).toMatchObject({ exit: 3 })
    await start()
    for (const address of [
      'you',
      'a@b.example,c@d.example',
      '<a@b.example>',
      'a@b.example\nX: y',
    ]) {
      expect(await run(address)).toMatchObject({ exit: 2 })
    }
  })

  it('the doctor looks at the server, sends nothing, and knows a name without a domain', async () => {
    expect(await checkMail()).toMatchObject([{ state: 'ok', says: expect.stringContaining('Not') }])
    const smtp = await start()
    env().mailFrom = 'latchkey@localhost'
    expect(await checkMail()).toMatchObject([
      { state: 'ok', says: expect.stringContaining('answers') },
      { state: 'unchecked' },
    ])
    expect(smtp.mails).toEqual([])
  })
})
