const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const FLASK_DATE = /^(\d{2})-(\d{2})-(\d{4})$/

/**
 * Reads a date of birth: `YYYY-MM-DD`, or `MM-DD-YYYY` as clients of the Flask backend send it.
 * @returns the date as `YYYY-MM-DD`, or null for text that is not a calendar day from 1800 to today (UTC).
 */
export function readBirthday(text: string, today = new Date()): string | null {
  const iso = ISO_DATE.test(text) ? text : text.replace(FLASK_DATE, '$3-$1-$2')
  const date = new Date(`${iso}T00:00:00Z`)
  if (!ISO_DATE.test(iso) || Number.isNaN(+date) || date.toISOString().slice(0, 10) !== iso)
    return null
  return iso >= '1800-01-01' && date <= today ? iso : null
}

/** The age in whole years on `today` (UTC) of somebody born on `dob` (`YYYY-MM-DD`). */
export function computeAge(dob: string, today = new Date()): number {
  const [year = 0, month = 0, day = 0] = dob.split('-').map(Number)
  const beforeBirthday =
    today.getUTCMonth() + 1 < month ||
    (today.getUTCMonth() + 1 === month && today.getUTCDate() < day)
  return today.getUTCFullYear() - year - (beforeBirthday ? 1 : 0)
}
