/** ZERO WIDTH NON-JOINER. Unlike other invisible characters, browsers refuse it in a host name (UTS #46 §4.1). */
const BREAK = '\u200c'
/** What joins the parts of a host name or an address, in every script that browsers take it in (UTS #46 §4). */
const LINKING = /(?<=\S)[.@\u3002\uff0e\uff61\uff20](?=\S)/g
/** What reorders or hides the text around it. */
const HIDDEN = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/**
 * Makes `text` one line in which no mail program finds a link: people choose their names, and a name such as
 * "win.example.com" in a mail of ours would be an address that we seem to recommend.
 */
export function neutraliseText(text: string): string {
  return flattenText(text)
    .replace(LINKING, mark => `${BREAK}${mark}${BREAK}`)
    .replace(/(?<=[:/])(?=[^\s\d])/g, BREAK)
}

/** Makes `text` one line without what controls or reorders others, as a header needs it (RFC 5322 §2.2). */
export function flattenText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(HIDDEN, '').trim()
}
