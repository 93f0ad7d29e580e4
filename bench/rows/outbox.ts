import { fileURLToPath } from 'node:url'
import { runScript } from '../../e2e/fixtures/child.ts'
import { startSmtp } from '../../e2e/fixtures/smtp.ts'
import { computeMedian, describeSpread, measureAlternately } from '../rounds.ts'
import type { Row } from '../row.ts'
import { keepSigningIn } from '../sign-ins.ts'
import type { Stage } from '../stage.ts'

const MAILS = 10_000
const SIGN_INS = 12
const SMTP_DELAY_MS = 200
const QUEUE_MAILS = fileURLToPath(new URL('../queue-mails.ts', import.meta.url))

export const outboxRow: Row = {
  name: 'outbox',
  what: `${MAILS.toLocaleString('en')} mails put into the outbox in one transaction: processor time`,
  unit: 's',
  bound: { atMost: 5 },
  async measure(stage) {
    await stage.port('server.ts')
    const [seconds, busy]: [number[], number[]] = [[], []]
    for (let i = 0; i < 3; i++) {
      const [wall = Number.NaN, processor = Number.NaN] = await queueMails(stage)
      seconds.push(wall)
      busy.push(processor)
    }
    return {
      value: computeMedian(busy),
      subject: `${computeMedian(busy).toFixed(2)} s`,
      reference: '',
      notes: [
        `single runs: ${busy.map(s => s.toFixed(2)).join(', ')} s, on SQLite`,
        `from begin to end: ${seconds.map(s => s.toFixed(2)).join(', ')} s`,
      ],
    }
  },
}

export const slowMailRow: Row = {
  name: 'slow-mail',
  what: 'Logins while the outbox is sent to a slow SMTP server, against a server without mail',
  unit: '×',
  bound: { atLeast: 0.9 },
  async measure(stage) {
    const smtp = await startSmtp({ delayMs: SMTP_DELAY_MS })
    try {
      const people = await stage.people()
      const without = await stage.port('server.ts')
      await queueMails(stage)
      const beside = await stage.port('with mail', { SMTP_URL: smtp.url, MAIL_FROM: 'a@b.example' })
      const signIn = async (port: number) => {
        let left = SIGN_INS
        const started = performance.now()
        await keepSigningIn(port, people, 4, () => left-- > 0)
        return SIGN_INS / ((performance.now() - started) / 1000)
      }
      await signIn(beside)
      const before = smtp.mails.length
      const found = await measureAlternately(
        3,
        () => signIn(beside),
        () => signIn(without),
      )
      return {
        value: found.ratio,
        subject: `${found.subject.toFixed(2)}/s`,
        reference: `${found.reference.toFixed(2)}/s`,
        notes: [
          describeSpread(found),
          `${smtp.mails.length - before} mails were sent meanwhile, each accepted after ${SMTP_DELAY_MS} ms`,
        ],
      }
    } finally {
      await smtp.stop()
    }
  },
}

async function queueMails(stage: Stage): Promise<number[]> {
  const printed = await runScript([QUEUE_MAILS, String(MAILS)], stage.settings('server.ts'))
  return printed.split(' ').map(Number)
}
