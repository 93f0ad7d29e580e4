import { Resolver } from 'node:dns/promises'
import { getDomain } from 'tldts'
import { env } from '#lib/env/env.ts'
import { converse } from '#lib/mail/converse.ts'
import { readSender } from '#lib/mail/settings.ts'
import { type Finding, fail, pass, skip } from './finding.ts'
import { judgeDmarc, judgeSpf } from './mail-records.ts'

const CHECK = 'Mail'
const DNS_TIMEOUT_MS = 2000

/** Checks that the SMTP server can be used, and what DNS says of the sender. */
export async function checkMail(): Promise<Finding[]> {
  if (env().smtpUrl === undefined) {
    return [pass(CHECK, 'Not set up: SMTP_URL is not set, and no mail is sent.')]
  }
  const steps = await converse()
  const failed = steps.find(({ ok }) => !ok)
  const server = failed
    ? fail(
        CHECK,
        failed.says,
        'Correct SMTP_URL, or ask whoever runs that server; see docs/mail.md.',
      )
    : pass(CHECK, steps.map(({ says }) => says).join(' '))
  return [server, ...(await checkRecords(readSender().address))]
}

async function checkRecords(address: string): Promise<Finding[]> {
  const [, domain = ''] = address.split('@')
  if (!domain.includes('.')) {
    return [skip(CHECK, `${domain} is a name on this machine or network: it has no mail records.`)]
  }
  const [spf, dmarc] = await Promise.all([readTexts(domain), readDmarc(domain)])
  return [judgeSpf(domain, spf), judgeDmarc(domain, dmarc)]
}

/** A domain without a record of its own has that of the domain that was registered (RFC 7489 §6.6.3). */
async function readDmarc(domain: string): Promise<string[] | null> {
  const own = await readTexts(`_dmarc.${domain}`)
  const registered = getDomain(domain)
  if (own?.length !== 0 || registered === null || registered === domain) return own
  return readTexts(`_dmarc.${registered}`)
}

/** The TXT records of a name: none where there is no such name, null where DNS does not answer. */
async function readTexts(name: string): Promise<string[] | null> {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 1 })
  try {
    return (await resolver.resolveTxt(name)).map(parts => parts.join(''))
  } catch (error) {
    const { code } = error as { code?: string }
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : null
  } finally {
    resolver.cancel()
  }
}
