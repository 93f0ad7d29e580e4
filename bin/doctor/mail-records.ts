import { type Finding, fail, pass, skip } from './finding.ts'

const CHECK = 'Mail'

/** What a receiver needs beside SPF and DMARC, and what DNS does not tell without a selector. */
const DKIM =
  'Whether mails are signed by DKIM, only a mail that arrived tells (Authentication-Results).'

/**
 * Judges the SPF record of the domain that mails come from (RFC 7208).
 * @param texts its TXT records; null where DNS does not answer.
 */
export function judgeSpf(domain: string, texts: string[] | null): Finding {
  const set = `Set a TXT record at ${domain} that names your mail server, as in "v=spf1 mx ~all" or "v=spf1 include:<its provider> ~all".`
  if (texts === null) return skip(CHECK, `DNS does not answer here. ${set}`)
  const records = texts.filter(text => /^v=spf1(?: |$)/i.test(text))
  if (records.length === 0) {
    return fail(CHECK, `${domain} has no SPF record, so receivers take its mails for spam.`, set)
  }
  if (records.length > 1) {
    const fix = 'Make one of them: with two, none counts (RFC 7208 §4.5).'
    return fail(CHECK, `${domain} has ${records.length} SPF records.`, fix)
  }
  if (/\s\+?all$/i.test(records[0] ?? '')) {
    return fail(CHECK, `The SPF record of ${domain} lets anybody send.`, 'End it in ~all or -all.')
  }
  return pass(CHECK, `SPF of ${domain}: ${records[0]}.`)
}

/** The same for the DMARC record (RFC 7489), by the TXT records of `_dmarc` below the domain. */
export function judgeDmarc(domain: string, texts: string[] | null): Finding {
  const set = `Set a TXT record at _dmarc.${domain}, as in "v=DMARC1; p=none; rua=mailto:postmaster@${domain}", and p=quarantine once its reports are clean. Have the mail server sign by DKIM, and publish its key at <selector>._domainkey.${domain}.`
  if (texts === null) return skip(CHECK, `DNS does not answer here. ${set}`)
  const record = texts.find(text => /^v=DMARC1\b/.test(text))
  if (!record) return fail(CHECK, `${domain} has no DMARC record of its own.`, set)
  if (!/;\s*p=(?:none|quarantine|reject)\b/i.test(record)) {
    return fail(CHECK, `The DMARC record of ${domain} has no policy.`, 'Add p=none to it.')
  }
  return pass(CHECK, `DMARC of ${domain}: ${record}. ${DKIM}`)
}
