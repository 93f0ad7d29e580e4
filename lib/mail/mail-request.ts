import { randomUUID } from 'node:crypto'
import { db, isMissingRow, type Prisma } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { deferWork } from '#lib/runtime/defer.ts'
import { logError } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { openSealedText, sealText } from '#lib/runtime/seal.ts'
import { canMail } from './settings.ts'

// A mail that a stranger asks for is written after the answer, so that nobody learns by its time who exists. What was
// asked is a row before the answer, for known and unknown accounts: a process that is killed in between loses nothing.

/** What is known of a request when it is answered, by its kind. `userId` is null where nobody is mailed. */
type Facts = {
  password_reset: { holder: string; userId: number | null }
  sign_in_code: { holder: string; userId: number | null; code: string; link: string | null }
}
export type MailRequest = { id: string; createdAt: Date }
/** Writes the mail in one transaction with {@link mailRequestEnd}, which fails if another process has written it. */
type Writer<Kind extends keyof Facts> = (facts: Facts[Kind], request: MailRequest) => Promise<void>
export type MailWriters = { [Kind in keyof Facts]: Writer<Kind> }

/** From when on any process writes what was asked for: far later than the process that was asked. */
const OVERDUE_MS = 10_000
const LOOK_INTERVAL_MS = 5000
/** How long a request rests that could not be written. */
const RETRY_PAUSE_MS = 30_000
/** How many overdue requests are written at a time. */
const TAKE_COUNT = 100

/**
 * Keeps that somebody has asked for a mail, and has `write` do it after the answer.
 * @param queries what is kept in the same transaction.
 */
export async function requestMail<Kind extends keyof Facts>(
  kind: Kind,
  facts: Facts[Kind],
  write: Writer<Kind>,
  queries: readonly Prisma.PrismaPromise<unknown>[] = [],
): Promise<void> {
  const request = { id: randomUUID(), createdAt: new Date() }
  const insert = db().mailRequest.create({
    data: {
      ...request,
      kind,
      content: sealText(JSON.stringify(facts), 'mail', request.id),
      dueAt: new Date(+request.createdAt + OVERDUE_MS),
    },
    select: { id: true },
  })
  await awaitInTime(db().$transaction([...queries, insert]))
  deferWork(`a mail (${kind})`, () => writeOnce(() => write(facts, request)))
}

/** The query that ends a request, for the transaction that writes its mail. */
export function mailRequestEnd({ id }: MailRequest) {
  return db().mailRequest.delete({ where: { id }, select: { id: true } })
}

/** Writes what other processes were asked for and could not write, now and every few seconds, in the background. */
export function startMailRequests(writers: MailWriters): void {
  if (!canMail()) return
  const look = () =>
    void writeOverdueMails(writers).catch(error => logError('requests for mails not read', error))
  onePerProcess('mailRequests', () => setInterval(look, LOOK_INTERVAL_MS).unref())
  look()
}

/** Writes the mails that should have been written by now. */
export async function writeOverdueMails(writers: MailWriters, now = Date.now()): Promise<void> {
  const rows = await db().mailRequest.findMany({
    where: { dueAt: { lte: new Date(now) } },
    orderBy: { dueAt: 'asc' },
    take: TAKE_COUNT,
  })
  for (const { id, kind, content, createdAt } of rows) {
    const facts = openSealedText(content, 'mail', id)
    try {
      // Nobody reads it any more without its key of SECRET_KEY.
      if (facts === null) await db().mailRequest.deleteMany({ where: { id } })
      else
        await writeOnce(() =>
          writers[kind as 'password_reset'](JSON.parse(facts), { id, createdAt }),
        )
    } catch (error) {
      logError('a mail that was asked for is not written', error, { kind })
      const dueAt = new Date(now + RETRY_PAUSE_MS)
      await db().mailRequest.updateMany({ where: { id }, data: { dueAt } })
    }
  }
}

async function writeOnce(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    // Another process has written it.
    if (!isMissingRow(error)) throw error
  }
}
