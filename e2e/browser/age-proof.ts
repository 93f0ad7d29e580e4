import type { BrowserContext } from 'playwright/test'
import { executeSql, formatMoment } from '../fixtures/database.ts'
import type { Host } from '../fixtures/host.ts'
import { decodeToken } from '../fixtures/tokens.ts'

/** Makes the proof of the password in this browser's session too old for what is sensitive. */
export async function ageProof(host: Host, context: BrowserContext): Promise<void> {
  const [cookie] = await context.cookies()
  const { sid } = decodeToken(cookie?.value ?? '').payload
  await executeSql(
    host,
    `UPDATE "Session" SET "provenAt" = ${formatMoment(-601)} WHERE "id" = '${sid}'`,
  )
}
