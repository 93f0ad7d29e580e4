import { get, type IncomingMessage } from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import { executeSql, formatMoment } from '../../fixtures/database.ts'
import type { Host } from '../../fixtures/host.ts'
import { createAdmin, makeUid } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

// More than the buffers between a server and a client who does not read hold.
const EVENTS = 3500
const DETAIL_BYTES = 8000

// nginx would take the whole file from the server, however slowly the client reads.
describe.skipIf(host.nginx)('a long file', () => {
  const actor = makeUid()
  beforeAll(async () => {
    const detail = JSON.stringify({ note: 'x'.repeat(DETAIL_BYTES) })
    const at = formatMoment(-86_400)
    await executeSql(
      host,
      `INSERT INTO "AuditEvent"
        ("at", "action", "result", "actorUid", "targetUid", "address", "origin", "agent", "requestId", "detail")
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${EVENTS})
      SELECT ${at}, 'sign_out', 'ok', '${actor}', '', '', '', '', '', '${detail}' FROM n`,
    )
  })

  async function openExport(): Promise<{ id: number; file: IncomingMessage }> {
    const { id, token } = await createAdmin(host)
    const file = await requestFile(host, `/api/audit/export?format=json&q=${actor}`, token)
    return { id, file }
  }

  it('ends a file that is complete', async () => {
    const { file } = await openExport()
    const text = await readAll(file)
    expect(JSON.parse(text)).toHaveLength(EVENTS)
  })

  it.each([
    ['disabled', '"disabled" = true'],
    ['demoted', `"role" = 'User'`],
  ])(
    'breaks the connection when its reader is %s, so that the file is visibly incomplete',
    async (_, sets) => {
      const { id, file } = await openExport()
      await executeSql(host, `UPDATE "User" SET ${sets} WHERE "id" = ${id}`)
      await expect(readAll(file)).rejects.toMatchObject({ code: 'ECONNRESET' })
    },
  )
})

/** The answer to a GET when its head has come; its body waits until it is read. */
function requestFile({ port }: Host, path: string, token: string): Promise<IncomingMessage> {
  const headers = { Host: `localhost:${port}`, Authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject)
  })
}

async function readAll(file: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of file) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
