/** What {@link findHashFault} takes: bcrypt, passlib's bcrypt_sha256, Argon2, and Werkzeug's pbkdf2 and scrypt. */
const KNOWN_START = /^(?:\$2[abxy]?\$\d|\$bcrypt-sha256\$|\$argon2|pbkdf2:|scrypt:)/i
/**
 * crypt(5) and PHC strings (`$6$…`), Django and older Werkzeug (`sha256$salt$…`, `argon2$argon2id$…`), LDAP (RFC 2307,
 * `{SSHA}…`), and MySQL (`*` and 40 hexadecimal digits).
 */
const OTHER_FORM =
  /^(?:\$[\w-]{1,24}\$\S{16,}|[a-z][\w:-]{2,24}\$\S*\$[\w+/=.-]{16,}|argon2\$argon2\S{16,}|\{[A-Za-z][\w-]{1,24}\}[\w+/=.$-]{16,}|\*[\dA-Fa-f]{40})$/

/**
 * Whether a text looks like the hash of a password, in a form that programs store. If somebody takes it for a password,
 * whoever has read the old database can sign in with what stands there.
 */
export function isPasswordHash(text: string): boolean {
  const bare = text.trim()
  return KNOWN_START.test(bare) || OTHER_FORM.test(bare)
}
