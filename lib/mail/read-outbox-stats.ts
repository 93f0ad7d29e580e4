import { db } from '#lib/db/db.ts'

/** How many mails wait and how many failed, and for how many seconds the oldest has waited; 0 without one. */
export async function readOutboxStats() {
  const [waiting, failed, oldest] = await Promise.all([
    db().mail.count({ where: { status: 'waiting' } }),
    db().mail.count({ where: { status: 'failed' } }),
    db().mail.findFirst({
      where: { status: 'waiting' },
      orderBy: { id: 'asc' },
      select: { createdAt: true },
    }),
  ])
  const oldestSeconds = oldest ? Math.max(0, (Date.now() - +oldest.createdAt) / 1000) : 0
  return { waiting, failed, oldestSeconds }
}
