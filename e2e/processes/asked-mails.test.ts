import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { from, newAddress, postJson } from '../fixtures/client.ts'
import { executeSql, formatMoment } from '../fixtures/database.ts'
import { addVerifiedUser } from '../fixtures/mail-host.ts'
import { startSmtp } from '../fixtures/smtp.ts'
import { startHost } from '../fixtures/start-host.ts'

const PEOPLE = 10
// A process that starts takes as long as the machine is busy.
const ARRIVAL_TIMEOUT_MS = 90_000

it.each(['/api/password-reset/mail', '/api/authenticate/mail'])(
  '%s: kill -9 right after the answers loses no mail',
  async path => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-asked-'))
    const smtp = await startSmtp()
    const variables = { SMTP_URL: smtp.url, MAIL_FROM: 'no-reply@example.com', MAIL_SIGN_IN: '1' }
    const wanted = { server: 'server.ts', databaseUrl: `file:${join(folder, 'a.db')}`, variables }
    const start = () => startHost(wanted as Parameters<typeof startHost>[0])
    const first = await start()
    const people = await Promise.all(
      Array.from({ length: PEOPLE }, () => addVerifiedUser(first.host)),
    )
    const asked = await Promise.all(
      people.map(({ uid }) =>
        postJson(first.host, path, { identifier: uid }, [from(newAddress())]),
      ),
    )
    process.kill(first.child.pid, 'SIGKILL')
    await first.child.stop()
    expect(asked.map(({ status }) => status)).toEqual(Array(PEOPLE).fill(202))
    // As after a minute: what it was asked for is overdue, and the leases of the mails that it took have ended.
    for (const table of ['MailRequest', 'Mail']) {
      await executeSql(first.host, `UPDATE "${table}" SET "dueAt" = ${formatMoment(0)}`)
    }
    const second = await start()
    try {
      const end = Date.now() + ARRIVAL_TIMEOUT_MS
      while (new Set(smtp.mails.map(({ to }) => to)).size < PEOPLE && Date.now() < end)
        await wait(100)
      const reached = new Set(smtp.mails.map(({ to }) => to))
      expect([...reached].toSorted()).toEqual(people.map(({ email }) => email).toSorted())
      // One that was under way at the kill may come again, as the same mail.
      expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(PEOPLE)
    } finally {
      await second.child.stop()
      await smtp.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
  180_000,
)
