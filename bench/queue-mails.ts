// node bench/queue-mails.ts <count>: puts mails into the outbox of DATABASE_URL in one transaction, and prints how many
// seconds that took, and how many of the processor.
import { db } from '#lib/db/db.ts'
import { mailInsert, mailInsertMany } from '#lib/mail/outbox.ts'

const BATCH_SIZE = 500

const message = {
  kind: 'invitation' as const,
  subject: 'You are invited',
  title: 'You are invited to Ivy School',
  paragraphs: ['Grace Hopper invites you to Ivy School.', 'The link works for a week.'],
  button: { label: 'Accept', url: `https://auth.example.com/invitation#${'x'.repeat(43)}` },
  code: 'K7TM-4WXQ',
  reason: 'Somebody at Ivy School has entered your address.',
}
const mails = Array.from({ length: Number(process.argv[2]) }, (_, i) => ({
  to: `user${i}@example.org`,
  message,
}))
// Opens the connection, which is not what is measured.
await db().$transaction([mailInsert({ to: 'first@example.org', message })])
const started = performance.now()
const before = process.cpuUsage()
const batches = Array.from({ length: mails.length / BATCH_SIZE }, (_, i) =>
  mailInsertMany(mails.slice(i * BATCH_SIZE, (i + 1) * BATCH_SIZE)),
)
await db().$transaction(batches)
const { user, system } = process.cpuUsage(before)
process.stdout.write(`${(performance.now() - started) / 1000} ${(user + system) / 1e6}\n`)
await db().$disconnect()
